using System.IO.Compression;
using ZstdSharp;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>Unpacks compressed clusters: raw deflate, or one zstd frame; both may be followed by bytes that do not belong to them.</summary>
internal static class Qcow2Decompressor
{
    /// <summary>Fills a whole cluster.</summary>
    public static byte[] Unpack(byte[] packed, int length, bool isZstd, int clusterSize)
    {
        var cluster = new byte[clusterSize];
        try
        {
            using var memory = new MemoryStream(packed, 0, length, writable: false);
            using Stream stream = isZstd ? new DecompressionStream(memory) : new DeflateStream(memory, CompressionMode.Decompress);
            stream.ReadExactly(cluster);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ZstdException)
        {
            throw new DiskImageException(DiskImageError.Corrupt,
                "A compressed cluster of the qcow2 file cannot be unpacked. Check the file with qemu-img check, or take a good copy.", e);
        }

        return cluster;
    }
}
