namespace IBMCloud.DiskImages.Qcow2;

/// <summary>What an L2 entry says about a cluster of the disk.</summary>
/// <param name="Kind">Where the data are.</param>
/// <param name="Offset">First byte in the file; of no meaning for zeros.</param>
/// <param name="CompressedLength">Bytes that the compressed data may take, at most.</param>
internal readonly record struct Qcow2Cluster(Qcow2ClusterKind Kind, long Offset, int CompressedLength)
{
    private const ulong OffsetMask = 0x00FF_FFFF_FFFF_FE00;
    private const ulong CompressedFlag = 1UL << 62;
    private const ulong ZeroFlag = 1;

    /// <summary>Decodes an entry of a file without extended L2 entries.</summary>
    public static Qcow2Cluster Decode(ulong entry, int clusterBits, uint version)
    {
        if ((entry & CompressedFlag) != 0)
        {
            // Bits 0..x-1 are a byte offset, bits x..61 the additional 512-byte sectors that the data reach into.
            var offsetBits = 62 - (clusterBits - 8);
            var offset = (long)(entry & ((1UL << offsetBits) - 1));
            var sectors = (int)((entry & (CompressedFlag - 1)) >> offsetBits) + 1;
            return new Qcow2Cluster(Qcow2ClusterKind.Compressed, offset, (sectors * 512) - (int)(offset & 511));
        }

        var host = (long)(entry & OffsetMask);
        return host == 0 || (version == 3 && (entry & ZeroFlag) != 0)
            ? default
            : new Qcow2Cluster(Qcow2ClusterKind.Plain, host, 0);
    }
}

/// <summary>How a cluster's data are kept.</summary>
internal enum Qcow2ClusterKind
{
    /// <summary>Not there, or marked as zeros.</summary>
    Zeros,

    /// <summary>As they are, or encrypted.</summary>
    Plain,

    /// <summary>Compressed.</summary>
    Compressed,
}
