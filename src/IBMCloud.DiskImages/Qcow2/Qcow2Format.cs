using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>Opens qcow2 files, plain and with LUKS inside.</summary>
internal static class Qcow2Format
{
    // The largest cluster would hold the longest header; its extensions and the backing file's name are at its beginning.
    private const int StartLength = 64 << 10;

    public static async ValueTask<ImageSource> OpenAsync(ImageSource file, DiskImageFormat wanted, SecretBytes? passphrase, CancellationToken cancellationToken)
    {
        var start = await ReadStartAsync(file, cancellationToken).ConfigureAwait(false);
        var header = ReadHeader(start);
        Qcow2HeaderRules.Check(header, start, file.Length);
        var isEncrypted = header.Crypt == Qcow2Header.CryptLuks;
        if (isEncrypted != (wanted == DiskImageFormat.EncryptedQcow2))
        {
            throw new DiskImageException(DiskImageError.WrongFormat,
                $"The qcow2 file is {(isEncrypted ? "" : "not ")}encrypted, so it is not {wanted}. Leave the format open, or name the right one.");
        }

        var tables = await Qcow2Tables.ReadAsync(file, header, cancellationToken).ConfigureAwait(false);
        var data = isEncrypted ? await Qcow2Luks.DecryptAsync(file, header, start, passphrase, cancellationToken).ConfigureAwait(false) : file;
        return new Qcow2Source(file, data, header, tables);
    }

    /// <summary>The file's first bytes, in which header, extensions and the backing file's name lie.</summary>
    public static async ValueTask<byte[]> ReadStartAsync(ImageSource file, CancellationToken cancellationToken)
    {
        var start = new byte[Math.Min(StartLength, file.Length)];
        await file.ReadAsync(0, start, cancellationToken).ConfigureAwait(false);
        return start;
    }

    /// <summary>The header in the first bytes; its values are not checked.</summary>
    public static Qcow2Header ReadHeader(ReadOnlySpan<byte> start) => Qcow2Header.TryRead(start) ?? throw new DiskImageException(
        DiskImageError.WrongFormat, "The file is no qcow2 image of version 2 or 3. Leave the format open, or check the file.");
}
