using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>A header of either version, opened: where the data are and under which key.</summary>
internal sealed record OpenedHeader(LuksVersion Version, SecretBytes VolumeKey, int Keyslot, string Cipher, int SectorSize, long PayloadOffset, long? PayloadLength, string? Warning);

/// <summary>Tells versions apart and opens them.</summary>
internal static class LuksOpening
{
    public static async ValueTask<OpenedHeader> OpenAsync(ImageSource file, SecretBytes passphrase, LuksOpenOptions options, CancellationToken cancellationToken)
    {
        var attempt = new KeyslotAttempt(options);
        if (await VersionAsync(file, cancellationToken).ConfigureAwait(false) == 1)
        {
            var luks1 = await Luks1Header.ReadSupportedAsync(file, cancellationToken).ConfigureAwait(false);
            var (key1, slot1) = await Luks1Format.OpenAsync(luks1, file, passphrase, attempt, cancellationToken).ConfigureAwait(false);
            return new(LuksVersion.Luks1, key1, slot1, luks1.Cipher, 512, luks1.PayloadOffset, null, null);
        }

        var header = await ReadSupportedLuks2Async(file, cancellationToken, options.MaxJsonSize).ConfigureAwait(false);
        if (!Guid.TryParseExact(header.Binary.Uuid, "D", out _))
        {
            throw Luks2Json.Corrupt("its UUID is none");
        }

        var (key, slot) = await Luks2Format.OpenAsync(header, file, passphrase, attempt, cancellationToken).ConfigureAwait(false);
        var segment = header.Metadata.Segment;
        return new(LuksVersion.Luks2, key, slot, segment.Encryption, segment.SectorSize, segment.Offset, segment.Length, header.Warning);
    }

    public static async ValueTask<Luks2Header> ReadLuks2Async(ImageSource file, CancellationToken cancellationToken, int maxJsonSize = Luks2Layout.MaximumHeaderSize) =>
        await Luks2Header.ReadAsync(file, maxJsonSize, cancellationToken).ConfigureAwait(false)
            ?? throw new LuksException(LuksError.NotLuks, "The file does not begin with a LUKS header, and there is no secondary one. Give a LUKS container, or the plain image where one is asked for.");

    /// <summary>Reads a header that may be opened and changed; one that can only be described is refused.</summary>
    public static async ValueTask<Luks2Header> ReadSupportedLuks2Async(ImageSource file, CancellationToken cancellationToken, int maxJsonSize = Luks2Layout.MaximumHeaderSize)
    {
        var header = await ReadLuks2Async(file, cancellationToken, maxJsonSize).ConfigureAwait(false);
        return header.Metadata.Refusal is { } refusal ? throw new LuksException(refusal.Reason, refusal.Message, refusal) : header;
    }

    /// <summary>1, 2, or null where the file has no primary magic: then a secondary LUKS2 header may still be there.</summary>
    public static async ValueTask<int?> VersionAsync(ImageSource file, CancellationToken cancellationToken)
    {
        var start = new byte[8];
        var read = await file.ReadAsync(0, start, cancellationToken).ConfigureAwait(false);
        if (read < start.Length || !start.AsSpan().StartsWith(LuksMagic.Primary))
        {
            return null;
        }

        var version = start[6] << 8 | start[7];
        return version is 1 or 2 ? version : throw new LuksException(
            LuksError.Unsupported, $"The file has a LUKS header of version {version}; versions 1 and 2 are known. Open the container with a newer cryptsetup on Linux.");
    }
}
