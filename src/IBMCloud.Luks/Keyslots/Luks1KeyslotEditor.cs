using System.Buffers.Binary;
using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>Changes the eight keyslots of a LUKS1 header. It has one copy only, so the 592 bytes are written at once, and last.</summary>
internal sealed class Luks1KeyslotEditor(HeaderStore store, Luks1Header header) : KeyslotEditor(store)
{
    public override async ValueTask<int> AddAsync(OpenedHeader opened, SecretBytes passphrase, LuksKeyslotOptions options, CancellationToken cancellationToken)
    {
        var format = options.Validate(LuksVersion.Luks1, header.Hash);
        if (options.Keyslot is { } wanted && header.Keyslots[wanted].Enabled)
        {
            throw InUse(wanted);
        }

        var slot = (options.Keyslot is { } number ? header.Keyslots[number] : header.Keyslots.FirstOrDefault(free => !free.Enabled))
            ?? throw new LuksException(LuksError.NoFreeKeyslot, "All eight keyslots of the container are in use. Remove one first.");
        await FillAsync(slot, opened.VolumeKey, passphrase, format, cancellationToken).ConfigureAwait(false);
        return slot.Index;
    }

    public override async ValueTask<int> ChangeAsync(OpenedHeader opened, SecretBytes passphrase, LuksKeyslotOptions options, CancellationToken cancellationToken)
    {
        if (Store.ChangesAtOnce)
        {
            await FillAsync(header.Keyslots[opened.Keyslot], opened.VolumeKey, passphrase, options.Validate(LuksVersion.Luks1, header.Hash), cancellationToken).ConfigureAwait(false);
            return opened.Keyslot;
        }

        // A slot's place in the file is fixed, so the new passphrase goes to another slot before the old one is destroyed.
        var added = await AddAsync(opened, passphrase, options, cancellationToken).ConfigureAwait(false);
        var reread = await Luks1Header.ReadSupportedAsync(Store.Source, cancellationToken).ConfigureAwait(false);
        await new Luks1KeyslotEditor(Store, reread).RemoveAsync(opened.Keyslot, evenLast: false, cancellationToken).ConfigureAwait(false);
        return added;
    }

    public override async ValueTask RemoveAsync(int keyslot, bool evenLast, CancellationToken cancellationToken)
    {
        if (keyslot is < 0 or >= Luks1Layout.KeyslotCount || !header.Keyslots[keyslot].Enabled)
        {
            throw NotInUse(keyslot);
        }

        if (!evenLast && header.Keyslots.Count(slot => slot.Enabled) == 1)
        {
            throw Last(keyslot);
        }

        await WipeAsync(header.Keyslots[keyslot].MaterialOffset, KeyslotMaterial.Length(header.KeyLength), cancellationToken).ConfigureAwait(false);
        await WriteSlotAsync(header.Keyslots[keyslot], Luks1Layout.Disabled, 0, new byte[KeyDerivation.SaltLength], cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask EraseAsync(CancellationToken cancellationToken)
    {
        // Slots that are off are overwritten too: another tool may have left material there.
        foreach (var slot in header.Keyslots)
        {
            await WipeAsync(slot.MaterialOffset, KeyslotMaterial.Length(header.KeyLength), cancellationToken).ConfigureAwait(false);
        }

        foreach (var slot in header.Keyslots)
        {
            await WriteSlotAsync(slot, Luks1Layout.Disabled, 0, new byte[KeyDerivation.SaltLength], cancellationToken).ConfigureAwait(false);
        }
    }

    // There is one copy, and it was read.
    public override ValueTask<bool> RepairAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    private async ValueTask FillAsync(Luks1Keyslot slot, SecretBytes volumeKey, SecretBytes passphrase, LuksFormatOptions format, CancellationToken cancellationToken)
    {
        var kdf = new KeyDerivation(format.EffectiveKdf, RandomNumberGenerator.GetBytes(KeyDerivation.SaltLength));
        using var slotKey = kdf.Derive(passphrase.Span, volumeKey.Length, KdfBudget.Trusted, cancellationToken);
        await Store.WriteAsync(slot.MaterialOffset, KeyslotMaterial.Write(volumeKey, slotKey, header.Cipher, header.Hash), cancellationToken).ConfigureAwait(false);
        await Store.FlushAsync(cancellationToken).ConfigureAwait(false);
        await WriteSlotAsync(slot, Luks1Layout.Enabled, (uint)((LuksKdf.Pbkdf2)format.EffectiveKdf).Iterations, kdf.Salt, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask WriteSlotAsync(Luks1Keyslot slot, uint state, uint iterations, byte[] salt, CancellationToken cancellationToken)
    {
        var bytes = new byte[Luks1Layout.HeaderLength];
        await Store.Source.ReadAsync(0, bytes, cancellationToken).ConfigureAwait(false);
        var entry = bytes.AsMemory(Luks1Layout.Keyslots + slot.Index * Luks1Layout.KeyslotLength, Luks1Layout.KeyslotLength);
        BinaryPrimitives.WriteUInt32BigEndian(entry.Span, state);
        BinaryPrimitives.WriteUInt32BigEndian(entry.Span[4..], iterations);
        salt.CopyTo(entry[8..]);
        await Store.WriteAsync(0, bytes, cancellationToken).ConfigureAwait(false);
        await Store.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
