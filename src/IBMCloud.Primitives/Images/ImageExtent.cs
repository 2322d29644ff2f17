namespace IBMCloud.Primitives;

/// <summary>A range of an image that may hold data; everything outside an image's extents reads as zeros.</summary>
/// <param name="Offset">First byte.</param>
/// <param name="Length">Count of bytes, at least 1.</param>
public readonly record struct ImageExtent(long Offset, long Length)
{
    /// <summary>The first byte after the range.</summary>
    public long End => Offset + Length;
}
