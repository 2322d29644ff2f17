using System.Net.Http.Headers;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>The Range header of a read: one range; any other form is ignored, as RFC 9110 §14.2 allows.</summary>
internal static class ByteRange
{
    public static (long First, long Count)? Parse(string? header, long length)
    {
        if (header is null || !RangeHeaderValue.TryParse(header, out var parsed) || parsed.Unit != "bytes" || parsed.Ranges.Count != 1)
        {
            return null;
        }

        var range = parsed.Ranges.Single();
        var first = range.From ?? Math.Max(0, length - range.To!.Value);
        var last = range.From is null ? length - 1 : Math.Min(range.To ?? long.MaxValue, length - 1);
        return first < length && last >= first
            ? (first, last - first + 1)
            : throw new ServiceError(416, "InvalidRange", "The requested range is not satisfiable");
    }
}
