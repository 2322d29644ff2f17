using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>Describes a VHD whose footer was found.</summary>
internal static class VhdInspection
{
    public static async ValueTask<DiskImageDescription> DescribeAsync(ImageSource file, VhdFile vhd, CancellationToken cancellationToken)
    {
        var format = await VhdFormat.OfAsync(file, vhd, cancellationToken).ConfigureAwait(false);
        var key = vhd.Header is null ? null : await VhdKeyHash.TryReadAsync(file, vhd.Header, cancellationToken).ConfigureAwait(false);
        var (table, problem) = await TableAsync(file, vhd, cancellationToken).ConfigureAwait(false);
        return new DiskImageDescription
        {
            Format = format,
            FileLength = file.Length,
            DiskSize = vhd.Footer.DiskSize,
            Problem = problem ?? await DiskImageInspection.OpeningProblemAsync(file, format, cancellationToken).ConfigureAwait(false),
            Vhd = Describe(vhd) with
            {
                AllocatedBlocks = table is null ? null : Enumerable.Range(0, table.Count).LongCount(block => table.OffsetOf(block) >= 0),
                KeyFingerprint = key is null ? null : Convert.ToHexStringLower(key.Hash),
                KeyNonce = key is null ? null : Convert.ToHexStringLower(key.Nonce),
            },
        };
    }

    private static VhdDescription Describe(VhdFile vhd) => new()
    {
        CreatorApplication = Characters(vhd.Footer.Creator),
        CreatorVersion = vhd.Footer.CreatorVersion,
        CreatorHost = Characters(vhd.Footer.CreatorHost),
        TimeStamp = VhdTime.FromSeconds(vhd.Footer.TimeStamp),
        UniqueId = vhd.Footer.UniqueId,
        OriginalSize = vhd.Footer.OriginalSize,
        CurrentSize = vhd.Footer.CurrentSize,
        Cylinders = vhd.Footer.Geometry.Cylinders,
        Heads = vhd.Footer.Geometry.Heads,
        SectorsPerTrack = vhd.Footer.Geometry.SectorsPerTrack,
        FooterRecovered = vhd.IsRecovered,
        BlockSize = vhd.Header?.BlockSize,
        BlockCount = vhd.Header?.TableEntries,
        ParentName = vhd.Footer.DiskType == VhdDiskType.Differencing ? vhd.Header!.ParentName : null,
    };

    private static async ValueTask<(VhdBlockTable? Table, DiskImageException? Problem)> TableAsync(ImageSource file, VhdFile vhd, CancellationToken cancellationToken)
    {
        if (vhd.Header is null)
        {
            return default;
        }

        try
        {
            return (await VhdBlockTable.ReadAsync(file, vhd, cancellationToken).ConfigureAwait(false), null);
        }
        catch (DiskImageException problem)
        {
            return (null, problem);
        }
    }

    /// <summary>The ASCII characters of a number, what cannot be printed left out.</summary>
    private static string Characters(uint number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new string([.. Encoding.ASCII.GetString(bytes).Where(c => c is >= ' ' and <= '~')]);
    }
}
