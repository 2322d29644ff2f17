namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>One file in the emulator's temp folder. It has an owner for each object, and each image template, whose bytes it holds.</summary>
/// <param name="Path">The file.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Md5">MD5 of the bytes: 16 bytes.</param>
internal sealed record SpilledPart(string Path, long Length, byte[] Md5)
{
    private int _owners = 1;

    /// <summary>The entity tag, without quotes: the MD5, unless the emulator was told that tags are opaque.</summary>
    public string ETag { get; init; } = Convert.ToHexStringLower(Md5);

    /// <summary>One more owner.</summary>
    public void Keep() => Interlocked.Increment(ref _owners);

    /// <summary>One owner less; the last one takes the file with it.</summary>
    public void Drop()
    {
        if (Interlocked.Decrement(ref _owners) == 0)
        {
            File.Delete(Path);
        }
    }
}
