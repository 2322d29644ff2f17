using Microsoft.Win32.SafeHandles;

namespace IBMCloud.Primitives;

/// <summary>The length of what a file handle reads: also of a block device, for which the file system says 0.</summary>
public static class DeviceLength
{
    private const long NoDiskIsLonger = 1L << 60;

    /// <summary>The length in bytes.</summary>
    /// <param name="file">A file or block device, open for reading.</param>
    /// <exception cref="IOException">The length cannot be had, or the device has no end.</exception>
    public static long Of(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var length = RandomAccess.GetLength(file);
        if (length > 0 || !HasByte(file, 0))
        {
            return length;
        }

        // Nothing portable asks a device for its size; but reads end where it ends.
        long has = 0, hasNot = 1 << 20;
        while (HasByte(file, hasNot))
        {
            has = hasNot;
            hasNot = hasNot < NoDiskIsLonger ? 2 * hasNot : throw new IOException("The device has no end, so it is no disk. Give a file or a block device.");
        }

        while (hasNot - has > 1)
        {
            var middle = has + (hasNot - has) / 2;
            (has, hasNot) = HasByte(file, middle) ? (middle, hasNot) : (has, middle);
        }

        return hasNot;
    }

    private static bool HasByte(SafeFileHandle file, long offset)
    {
        Span<byte> one = stackalloc byte[1];
        return RandomAccess.Read(file, one, offset) == 1;
    }
}
