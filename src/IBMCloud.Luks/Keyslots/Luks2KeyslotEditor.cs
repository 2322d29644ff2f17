using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// Changes the keyslots of a LUKS2 header. The copy that is damaged or older is written first, then the other one, each with the raised sequence id, so
/// that one good copy exists at every instant.
/// </summary>
internal sealed class Luks2KeyslotEditor(HeaderStore store, Luks2Header header) : KeyslotEditor(store)
{
    // The strongest keyslot cipher that every reader has, whatever the data's own cipher is.
    private const string Cipher = "aes-xts-plain64";
    private const int SlotKeyLength = 64;

    private int HeaderSize => header.Binary.HeaderSize;

    public override async ValueTask<int> AddAsync(OpenedHeader opened, SecretBytes passphrase, LuksKeyslotOptions options, CancellationToken cancellationToken)
    {
        if (options.Keyslot is { } wanted && Slot(wanted) is not null)
        {
            throw InUse(wanted);
        }

        var slot = options.Keyslot ?? Enumerable.Range(0, Luks2Rules.MaxKeyslots).Where(id => Slot(id) is null).Cast<int?>().FirstOrDefault()
            ?? throw new LuksException(LuksError.NoFreeKeyslot, $"All {Luks2Rules.MaxKeyslots} keyslots of the container are in use. Remove one first.");
        var edit = await WriteMaterialAsync(opened.VolumeKey, passphrase, options, FreeArea(opened.VolumeKey.Length), 1, cancellationToken).ConfigureAwait(false);
        await WriteHeadersAsync(
            root =>
            {
                root["keyslots"]![Name(slot)] = edit;
                var digest = header.Metadata.Digests.First(digest => digest.Keyslots.Contains(opened.Keyslot));
                root["digests"]![Name(digest.Id)]!["keyslots"]!.AsArray().Add((JsonNode)JsonValue.Create(Name(slot)));
            },
            cancellationToken).ConfigureAwait(false);
        return slot;
    }

    public override async ValueTask<int> ChangeAsync(OpenedHeader opened, SecretBytes passphrase, LuksKeyslotOptions options, CancellationToken cancellationToken)
    {
        var old = Slot(opened.Keyslot)!;
        if (options.Keyslot is { } wanted && wanted != old.Id)
        {
            throw new ArgumentException($"A changed keyslot keeps its number, {old.Id}.", nameof(options));
        }

        // In a file the new material goes beside the old one, and one write of the header moves the keyslot over.
        var area = Store.ChangesAtOnce && old.AreaLength >= Luks2Layout.AreaLength(old.KeyLength) ? old.AreaOffset : FreeArea(old.KeyLength);
        var edit = await WriteMaterialAsync(opened.VolumeKey, passphrase, options, area, old.Priority, cancellationToken).ConfigureAwait(false);
        await WriteHeadersAsync(root => root["keyslots"]![Name(old.Id)] = edit, cancellationToken).ConfigureAwait(false);
        if (area != old.AreaOffset)
        {
            await WipeAsync(old.AreaOffset, old.AreaLength, cancellationToken).ConfigureAwait(false);
        }

        return old.Id;
    }

    public override async ValueTask RemoveAsync(int keyslot, bool evenLast, CancellationToken cancellationToken)
    {
        var slot = Slot(keyslot) ?? throw NotInUse(keyslot);
        var speaking = header.Metadata.Digests.Where(digest => digest.Segments.Contains(0)).SelectMany(digest => digest.Keyslots).ToHashSet();
        if (!evenLast && speaking.Contains(keyslot) && header.Metadata.Keyslots.Count(other => other.Kdf is not null && speaking.Contains(other.Id)) == 1)
        {
            throw Last(keyslot);
        }

        await WipeAsync(slot.AreaOffset, slot.AreaLength, cancellationToken).ConfigureAwait(false);
        await WriteHeadersAsync(root => Forget(root, [keyslot]), cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask EraseAsync(CancellationToken cancellationToken)
    {
        // The whole region: areas that no header names any more may still hold material.
        await WipeAsync(2L * HeaderSize, header.Metadata.KeyslotsSize, cancellationToken).ConfigureAwait(false);
        await WriteHeadersAsync(root => Forget(root, [.. header.Metadata.Keyslots.Select(slot => slot.Id)]), cancellationToken).ConfigureAwait(false);
    }

    public override async ValueTask<bool> RepairAsync(CancellationToken cancellationToken)
    {
        if (header.Copies.All(copy => copy.Problem is null))
        {
            return false;
        }

        await WriteHeadersAsync(_ => { }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private async ValueTask<JsonNode> WriteMaterialAsync(SecretBytes volumeKey, SecretBytes passphrase, LuksKeyslotOptions options, long area, int priority, CancellationToken cancellationToken)
    {
        var format = options.Validate(LuksVersion.Luks2, HashAlgorithmName.SHA256);
        var kdf = new KeyDerivation(format.EffectiveKdf, RandomNumberGenerator.GetBytes(KeyDerivation.SaltLength));
        using var slotKey = kdf.Derive(passphrase.Span, SlotKeyLength, KdfBudget.Trusted, cancellationToken);
        await Store.WriteAsync(area, KeyslotMaterial.Write(volumeKey, slotKey, Cipher, format.Hash), cancellationToken).ConfigureAwait(false);
        await Store.FlushAsync(cancellationToken).ConfigureAwait(false);

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Luks2KeyslotJson.Options))
        {
            Luks2KeyslotJson.Write(json, volumeKey.Length, area, SlotKeyLength, Cipher, format.Hash, kdf, options.Priority ?? priority);
        }

        return JsonNode.Parse(stream.ToArray())!;
    }

    private async ValueTask WriteHeadersAsync(Action<JsonNode> edit, CancellationToken cancellationToken)
    {
        var root = JsonNode.Parse(header.Json.Span)!;
        edit(root);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Luks2KeyslotJson.Options))
        {
            root.WriteTo(json);
        }

        // At least one NUL ends the JSON.
        if (stream.Length >= HeaderSize - Luks2Layout.BinaryLength)
        {
            throw new LuksException(LuksError.NoFreeKeyslot, $"The header's JSON area of {HeaderSize - Luks2Layout.BinaryLength:N0} bytes has no room for the change. Remove keyslots or tokens first.");
        }

        // What is written must be what can be read: a rule that breaks here breaks before anything is written.
        var text = stream.ToArray();
        using (var document = JsonDocument.Parse(text))
        {
            Luks2Rules.Read(document.RootElement, HeaderSize);
        }

        if (header.Binary.SequenceId == ulong.MaxValue)
        {
            throw new LuksException(LuksError.Unsupported, "The header's sequence id cannot be raised any more, so a changed copy would not count as the newer one. Restore the header from a backup.");
        }

        foreach (var primary in new[] { !header.FromPrimary, header.FromPrimary })
        {
            var copy = Luks2BinaryHeader.Rewrite(header.Bytes.Span, HeaderSize, header.Binary.SequenceId + 1, primary, text);
            await Store.WriteAsync(primary ? 0 : HeaderSize, copy, cancellationToken).ConfigureAwait(false);
            await Store.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private long FreeArea(int keyLength)
    {
        long start = 2L * HeaderSize, end = start + header.Metadata.KeyslotsSize, length = Luks2Layout.AreaLength(keyLength);
        foreach (var slot in header.Metadata.Keyslots.OrderBy(slot => slot.AreaOffset))
        {
            if (slot.AreaOffset - start >= length)
            {
                break;
            }

            start = (slot.AreaOffset + slot.AreaLength + 4095) / 4096 * 4096;
        }

        return end - start >= length ? start : throw new LuksException(
            LuksError.NoFreeKeyslot, $"The container's keyslot region of {header.Metadata.KeyslotsSize:N0} bytes has no {length:N0} bytes left for another keyslot. Remove a keyslot first.");
    }

    private Luks2Keyslot? Slot(int id) => header.Metadata.Keyslots.FirstOrDefault(slot => slot.Id == id);

    private static void Forget(JsonNode root, IReadOnlyList<int> keyslots)
    {
        foreach (var name in keyslots.Select(Name))
        {
            root["keyslots"]!.AsObject().Remove(name);
            foreach (var (_, user) in root["digests"]!.AsObject().Concat(root["tokens"]!.AsObject()))
            {
                var names = user!["keyslots"]!.AsArray();
                for (var i = names.Count - 1; i >= 0; i--)
                {
                    if (names[i]!.GetValue<string>() == name)
                    {
                        names.RemoveAt(i);
                    }
                }
            }
        }
    }

    private static string Name(int id) => id.ToString(CultureInfo.InvariantCulture);
}
