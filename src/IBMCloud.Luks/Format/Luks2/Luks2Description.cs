namespace IBMCloud.Luks;

/// <summary>A LUKS2 header in the words that both versions share.</summary>
internal static class Luks2Description
{
    public static LuksDescription Of(Luks2Header header)
    {
        var metadata = header.Metadata;
        var speaking = metadata.Digests.Where(digest => digest.Segments.Contains(0)).SelectMany(digest => digest.Keyslots).ToHashSet();
        return new()
        {
            Version = LuksVersion.Luks2,
            Uuid = header.Binary.Uuid,
            Label = header.Binary.Label.Length > 0 ? header.Binary.Label : null,
            Subsystem = header.Binary.Subsystem.Length > 0 ? header.Binary.Subsystem : null,
            Cipher = metadata.Segment.Encryption,
            KeySize = metadata.Keyslots.FirstOrDefault(slot => slot.Kdf is not null && speaking.Contains(slot.Id))?.KeyLength ?? 0,
            SectorSize = metadata.Segment.SectorSize,
            PayloadOffset = metadata.Segment.Offset,
            PayloadLength = metadata.Segment.Length,
            HeaderLength = 2L * header.Binary.HeaderSize + metadata.KeyslotsSize,
            MetadataLength = header.Binary.HeaderSize,
            KeyslotsLength = metadata.KeyslotsSize,
            SequenceId = header.Binary.SequenceId,
            HeaderCopies = header.Copies,
            Digests = [.. metadata.Digests.Select(Digest)],
            Keyslots = [.. metadata.Keyslots.Select(slot => Keyslot(slot, metadata.Digests))],
            Tokens = [.. metadata.Tokens.Select(token => new LuksTokenDescription(token.Id, token.Type, token.Keyslots))],
            Flags = metadata.Flags,
            Requirements = metadata.Requirements,
            Unsupported = (metadata.Refusal ?? SectorCipher.Refusal(metadata.Segment.Encryption))?.Message,
            CanRepair = metadata.Refusal is null && header.Copies.Any(copy => copy.Problem is not null),
            Warning = header.Warning,
        };
    }

    private static LuksDigestDescription Digest(Luks2Digest digest) => new(digest.Id, digest.HashName, digest.Digest.Iterations, digest.Keyslots)
    {
        Salt = Convert.ToHexStringLower(digest.Digest.Salt),
        Value = Convert.ToHexStringLower(digest.Digest.Digest),
    };

    private static LuksKeyslotDescription Keyslot(Luks2Keyslot slot, IReadOnlyList<Luks2Digest> digests)
    {
        var pbkdf2 = slot.Kdf is { Type: "pbkdf2" };
        var argon2 = slot.Kdf is { Type: "argon2i" or "argon2id" };
        return new(slot.Id, slot.KeyLength, slot.Kdf?.Type ?? slot.Type, Cost(slot.Kdf), slot.Priority)
        {
            Cipher = slot.Encryption,
            CipherKeySize = slot.AreaKeyLength,
            KdfHash = pbkdf2 ? slot.Kdf!.Hash : null,
            Iterations = pbkdf2 ? slot.Kdf!.Iterations : null,
            Passes = argon2 ? slot.Kdf!.Passes : null,
            MemoryKiB = argon2 ? slot.Kdf!.MemoryKiB : null,
            Lanes = argon2 ? slot.Kdf!.Lanes : null,
            Salt = slot.Kdf is null ? "" : Convert.ToHexStringLower(slot.Kdf.Salt),
            Stripes = slot.Kdf is null ? 0 : AntiForensicSplitter.Stripes,
            SplitterHash = slot.AfHash,
            Offset = slot.AreaOffset,
            Length = slot.AreaLength,
            Digest = digests.FirstOrDefault(digest => digest.Keyslots.Contains(slot.Id))?.Id,
        };
    }

    private static string Cost(Luks2Kdf? kdf) => kdf switch
    {
        null => "",
        { Type: "pbkdf2" } => $"{kdf.Hash}, {kdf.Iterations} iterations",
        { Type: "argon2i" or "argon2id" } => $"{kdf.Passes} passes, {kdf.MemoryKiB} KiB, {kdf.Lanes} lanes",
        _ => "",
    };
}
