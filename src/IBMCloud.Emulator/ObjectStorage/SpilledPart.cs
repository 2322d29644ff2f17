namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>One file in the emulator's temp folder.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Md5">MD5 of the bytes: 16 bytes.</param>
internal sealed record SpilledPart(string Path, long Length, byte[] Md5)
{
    /// <summary>The entity tag, without quotes.</summary>
    public string ETag => Convert.ToHexStringLower(Md5);
}
