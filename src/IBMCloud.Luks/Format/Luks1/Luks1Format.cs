using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>Writes LUKS1 headers and opens their keyslots.</summary>
internal static class Luks1Format
{
    private const string WrittenCipher = "aes-xts-plain64";

    /// <summary>Makes the header area, up to the payload, with one keyslot.</summary>
    public static byte[] Write(LuksFormatOptions options, SecretBytes volumeKey, ReadOnlySpan<byte> passphrase, CancellationToken cancellationToken)
    {
        var kdf = new KeyDerivation(options.EffectiveKdf, RandomNumberGenerator.GetBytes(KeyDerivation.SaltLength));
        using var slotKey = kdf.Derive(passphrase, volumeKey.Length, KdfBudget.Trusted, cancellationToken);
        var digest = VolumeKeyDigest.Of(volumeKey.Span, options.Hash, Luks1Layout.DigestLength);

        var area = new byte[Luks1Layout.HeaderEnd(volumeKey.Length)];
        var header = area.AsSpan();
        LuksMagic.Primary.CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], 1);
        Put(header[Luks1Layout.CipherName..], "aes");
        Put(header[Luks1Layout.CipherMode..], "xts-plain64");
        Put(header[Luks1Layout.HashName..], LuksHash.Name(options.Hash));
        BinaryPrimitives.WriteUInt32BigEndian(header[Luks1Layout.PayloadOffset..], (uint)(options.EffectivePayloadOffset / 512));
        BinaryPrimitives.WriteUInt32BigEndian(header[Luks1Layout.KeyBytes..], (uint)volumeKey.Length);
        digest.Digest.CopyTo(header[Luks1Layout.Digest..]);
        digest.Salt.CopyTo(header[Luks1Layout.DigestSalt..]);
        BinaryPrimitives.WriteUInt32BigEndian(header[Luks1Layout.DigestIterations..], (uint)digest.Iterations);
        Put(header[Luks1Layout.Uuid..], (options.Uuid ?? Guid.NewGuid()).ToString("D"));
        for (var i = 0; i < Luks1Layout.KeyslotCount; i++)
        {
            var slot = header.Slice(Luks1Layout.Keyslots + i * Luks1Layout.KeyslotLength, Luks1Layout.KeyslotLength);
            BinaryPrimitives.WriteUInt32BigEndian(slot, i == 0 ? Luks1Layout.Enabled : Luks1Layout.Disabled);
            BinaryPrimitives.WriteUInt32BigEndian(slot[40..], Luks1Layout.MaterialSector(i, volumeKey.Length));
            BinaryPrimitives.WriteUInt32BigEndian(slot[44..], AntiForensicSplitter.Stripes);
        }

        BinaryPrimitives.WriteUInt32BigEndian(header[(Luks1Layout.Keyslots + 4)..], (uint)((LuksKdf.Pbkdf2)options.EffectiveKdf).Iterations);
        kdf.Salt.CopyTo(header[(Luks1Layout.Keyslots + 8)..]);
        KeyslotMaterial.Write(volumeKey, slotKey, WrittenCipher, options.Hash, header[(int)(512 * Luks1Layout.MaterialSector(0, volumeKey.Length))..]);
        return area;
    }

    /// <summary>Tries the passphrase on every slot that is in use.</summary>
    /// <exception cref="LuksException">No slot opens.</exception>
    public static ValueTask<(SecretBytes Key, int Slot)> OpenAsync(
        Luks1Header header, ImageSource file, SecretBytes passphrase, KeyslotAttempt attempt, CancellationToken cancellationToken)
    {
        SectorCipher.CheckName(header.Cipher, header.KeyLength);
        return attempt.OpenAsync<Luks1Keyslot>([.. header.Keyslots.Where(slot => slot.Enabled && (attempt.Named is null || slot.Index == attempt.Named))], slot => slot.Index, OpenAsync);

        async ValueTask<SecretBytes?> OpenAsync(Luks1Keyslot slot)
        {
            var kdf = new KeyDerivation(new LuksKdf.Pbkdf2(header.Hash, slot.Iterations), slot.Salt);
            using var slotKey = kdf.Derive(passphrase.Span, header.KeyLength, attempt.Budget, cancellationToken);
            var key = await KeyslotMaterial.ReadAsync(file, slot.MaterialOffset, header.KeyLength, slotKey, header.Cipher, header.Hash, cancellationToken).ConfigureAwait(false);
            return header.Digest.Accepts(key, attempt.Budget) ? key : null;
        }
    }

    private static void Put(Span<byte> field, string text) => Encoding.ASCII.GetBytes(text, field);
}
