namespace IBMCloud.DiskImages;

/// <summary>The signs at the beginning of a file that tell its format.</summary>
internal static class ImageSignature
{
    private const int LuksVersionOffset = 7;
    private const int QcowCryptOffset = 35;
    private const byte QcowLuks = 2;

    /// <summary>The format that the first sector shows; raw where it shows none.</summary>
    public static DiskImageFormat Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("LUKS"u8) && head.Length > LuksVersionOffset && head[4] == 0xBA && head[5] == 0xBE)
        {
            return head[LuksVersionOffset] == 1 ? DiskImageFormat.Luks1 : DiskImageFormat.Luks2;
        }

        if (head.StartsWith("QFI"u8) && head.Length > QcowCryptOffset && head[3] == 0xFB)
        {
            return head[QcowCryptOffset] == QcowLuks ? DiskImageFormat.EncryptedQcow2 : DiskImageFormat.Qcow2;
        }

        return DiskImageFormat.Raw;
    }
}
