using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>Builds lists of extents as the source contract has them: rising, not empty, not touching.</summary>
internal static class ImageExtents
{
    /// <summary>Appends a range to a list, melting it into the last one where they touch.</summary>
    public static void Append(List<ImageExtent> extents, long offset, long length)
    {
        if (length <= 0)
        {
            return;
        }

        if (extents.Count > 0 && extents[^1].End == offset)
        {
            extents[^1] = new ImageExtent(extents[^1].Offset, extents[^1].Length + length);
        }
        else
        {
            extents.Add(new ImageExtent(offset, length));
        }
    }

    /// <summary>What of the extents lies before <paramref name="length"/>.</summary>
    public static IReadOnlyList<ImageExtent> Clip(IReadOnlyList<ImageExtent> extents, long length)
    {
        if (extents.Count == 0 || extents[^1].End <= length)
        {
            return extents;
        }

        var clipped = new List<ImageExtent>(extents.Count);
        foreach (var extent in extents)
        {
            Append(clipped, extent.Offset, Math.Min(extent.End, length) - extent.Offset);
        }

        return clipped;
    }
}
