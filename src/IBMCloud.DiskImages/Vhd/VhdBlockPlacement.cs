namespace IBMCloud.DiskImages.Vhd;

/// <summary>Checks that the blocks of a dynamic VHD lie inside the file and on nothing else: not on the metadata and not on each other.</summary>
internal static class VhdBlockPlacement
{
    public static void Check(VhdBlockTable table, VhdFile vhd)
    {
        var ranges = new List<(long Start, long End, int Block)>(table.Count + 3)
        {
            (0, VhdFooter.Size, -1),
            (vhd.Footer.HeaderOffset!.Value, vhd.Footer.HeaderOffset.Value + VhdDynamicHeader.Size, -1),
            (vhd.Header!.TableOffset, vhd.Header.TableOffset + ((long)table.Count * sizeof(uint)), -1),
        };
        for (var block = 0; block < table.Count; block++)
        {
            var start = table.OffsetOf(block);
            if (start < 0)
            {
                continue;
            }

            var end = start + table.BitmapSize + table.UsedBytes(block);
            if (end > vhd.FooterOffset)
            {
                throw new DiskImageException(DiskImageError.Truncated,
                    $"Block {block:N0} of the VHD ends at byte {end:N0}, past the end of the data at {vhd.FooterOffset:N0}: the file was cut short. " +
                    "Export or download the image again.");
            }

            ranges.Add((start, end, block));
        }

        // The metadata's own three ranges may be in any order, even damaged, so everything is sorted and compared with its neighbour.
        ranges.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        for (var i = 1; i < ranges.Count; i++)
        {
            if (ranges[i].Start < ranges[i - 1].End)
            {
                throw new DiskImageException(DiskImageError.Corrupt,
                    $"{Name(ranges[i - 1].Block)} and {Name(ranges[i].Block)} of the VHD overlap at byte {ranges[i].Start:N0}. Export or download the image again.");
            }
        }
    }

    private static string Name(int block) => block < 0 ? "Metadata" : $"block {block:N0}";
}
