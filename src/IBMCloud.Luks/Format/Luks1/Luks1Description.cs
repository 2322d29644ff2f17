namespace IBMCloud.Luks;

/// <summary>A LUKS1 header in the words that both versions share.</summary>
internal static class Luks1Description
{
    public static LuksDescription Of(Luks1Header header) => new()
    {
        Version = LuksVersion.Luks1,
        Uuid = header.Uuid,
        Cipher = header.Cipher,
        KeySize = header.KeyLength,
        Hash = header.HashName,
        SectorSize = 512,
        PayloadOffset = header.PayloadOffset,
        HeaderLength = header.MaterialEnd,
        Digests =
        [
            new(0, header.HashName, header.Digest.Iterations, [.. header.Keyslots.Where(slot => slot.Enabled).Select(slot => slot.Index)])
            {
                Salt = Convert.ToHexStringLower(header.Digest.Salt),
                Value = Convert.ToHexStringLower(header.Digest.Digest),
            },
        ],
        Keyslots = [.. header.Keyslots.Where(slot => slot.Enabled).Select(slot => Keyslot(header, slot))],
        Unsupported = (header.Refusal ?? SectorCipher.Refusal(header.Cipher))?.Message,
    };

    private static LuksKeyslotDescription Keyslot(Luks1Header header, Luks1Keyslot slot) => new(slot.Index, header.KeyLength, "pbkdf2", $"{header.HashName}, {slot.Iterations} iterations", 1)
    {
        Cipher = header.Cipher,
        CipherKeySize = header.KeyLength,
        KdfHash = header.HashName,
        Iterations = slot.Iterations,
        Salt = Convert.ToHexStringLower(slot.Salt),
        Stripes = AntiForensicSplitter.Stripes,
        SplitterHash = header.HashName,
        Offset = slot.MaterialOffset,
        Length = KeyslotMaterial.Length(header.KeyLength),
        Digest = 0,
    };
}
