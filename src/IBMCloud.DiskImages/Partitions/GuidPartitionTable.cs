using System.Buffers.Binary;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Partitions;

/// <summary>The GUID partition table. Little-endian. (UEFI specification, chapter "GUID Partition Table (GPT) Disk Layout")</summary>
/// <remarks>
/// <list type="table">
/// <item><term>0, 8</term><description><c>EFI PART</c></description></item>
/// <item><term>12, 4+4</term><description>length of the header, its CRC-32 with this field as zeros</description></item>
/// <item><term>24, 8</term><description>the header's own sector</description></item>
/// <item><term>72, 8+4+4+4</term><description>entries: first sector, count, size of one, CRC-32 of all</description></item>
/// <item><term>entry: 0, 16+16</term><description>type, all zeros where unused; id</description></item>
/// <item><term>entry: 32, 8+8</term><description>first and last sector</description></item>
/// </list>
/// </remarks>
internal static class GuidPartitionTable
{
    /// <summary>Where a BIOS boot loader keeps its core.</summary>
    public const string BiosBoot = "21686148-6449-6e6f-744e-656564454649";

    /// <summary>Where UEFI firmware looks for a boot loader.</summary>
    public const string EfiSystem = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";

    private const int SectorSize = MasterBootRecord.SectorSize;
    private const int OtherSectorSize = 4096;
    private const int MinHeader = 92;
    private const int MinEntry = 128;
    private const int MaxEntry = 4096;
    private const long MaxEntries = 1 << 20;

    private static ReadOnlySpan<byte> Signature => "EFI PART"u8;

    /// <summary>The partitions, from the copy at the end where the first is damaged; that is the notice.</summary>
    public static async ValueTask<(IReadOnlyList<Partition> Partitions, string? Notice)> ReadAsync(ImageSource disk, CancellationToken cancellationToken)
    {
        if (await TryReadAsync(disk, 1, cancellationToken).ConfigureAwait(false) is { } primary)
        {
            return (primary, null);
        }

        var last = (disk.Length / SectorSize) - 1;
        if (last > 1 && await TryReadAsync(disk, last, cancellationToken).ConfigureAwait(false) is { } backup)
        {
            return (backup, "the first copy of the table is damaged, the one at the end of the disk was read");
        }

        var other = new byte[8];
        await disk.ReadAsync(OtherSectorSize, other, cancellationToken).ConfigureAwait(false);
        throw new DiskImageException(DiskImageError.Corrupt, other.AsSpan().SequenceEqual(Signature)
            ? "The partition table was made for sectors of 4,096 bytes; a server sees sectors of 512 and finds no partition. Make the image on a disk with 512-byte sectors."
            : "Both copies of the GUID partition table are damaged. Repair it with a partition editor, or export the image again.");
    }

    private static async ValueTask<IReadOnlyList<Partition>?> TryReadAsync(ImageSource disk, long sector, CancellationToken cancellationToken)
    {
        var header = new byte[SectorSize];
        await disk.ReadAsync(sector * SectorSize, header, cancellationToken).ConfigureAwait(false);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12));
        if (!header.AsSpan().StartsWith(Signature) || length is < MinHeader or > SectorSize || BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(24)) != (ulong)sector)
        {
            return null;
        }

        var expected = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(16));
        header.AsSpan(16, 4).Clear();
        if (Crc32.Of(header.AsSpan(0, (int)length)) != expected)
        {
            return null;
        }

        var first = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(72));
        var count = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(80));
        var size = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(84));
        if (size is < MinEntry or > MaxEntry || !uint.IsPow2(size) || (long)count * size > MaxEntries || first >= (ulong)disk.Length / SectorSize)
        {
            return null;
        }

        var entries = new byte[count * size];
        var read = await disk.ReadAsync((long)first * SectorSize, entries, cancellationToken).ConfigureAwait(false);
        return read == entries.Length && Crc32.Of(entries) == BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(88))
            ? Parse(disk, entries, (int)size)
            : null;
    }

    private static List<Partition> Parse(ImageSource disk, byte[] entries, int size)
    {
        var partitions = new List<Partition>();
        for (var i = 0; i < entries.Length / size; i++)
        {
            var entry = entries.AsSpan(i * size, size);
            var type = new Guid(entry[..16]);
            if (type == Guid.Empty)
            {
                continue;
            }

            var first = BinaryPrimitives.ReadUInt64LittleEndian(entry[32..]);
            var last = BinaryPrimitives.ReadUInt64LittleEndian(entry[40..]);
            partitions.Add(PartitionTable.Checked(disk, i + 1, first, last < first ? 0 : last - first + 1, type.ToString("D")));
        }

        return partitions;
    }
}
