using System.Buffers.Binary;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Partitions;

/// <summary>The master boot record and the chain of logical partitions in an extended one. Little-endian; sectors of 512 bytes.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>0, 440</term><description>boot code</description></item>
/// <item><term>446, 4 × 16</term><description>entries: status (0x00, 0x80) @0, type @4, first sector @8 (4), sectors @12 (4)</description></item>
/// <item><term>510, 2</term><description>0x55 0xAA</description></item>
/// </list>
/// A logical partition has such a sector of its own before it: its first entry is relative to that sector, its second leads to the next,
/// relative to the extended partition.
/// </remarks>
internal static class MasterBootRecord
{
    public const int SectorSize = 512;
    private const int EntriesOffset = 446;
    private const int EntrySize = 16;
    private const byte Protective = 0xEE;
    private const int FirstLogical = 5;
    private const int MaxLogical = 128;

    public static bool HasSignature(ReadOnlySpan<byte> sector) => sector[510] == 0x55 && sector[511] == 0xAA;

    public static bool IsProtective(ReadOnlySpan<byte> sector)
    {
        for (var i = 0; i < 4; i++)
        {
            if (Entry.Read(sector, i).Type == Protective)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The partitions; none where the four entries cannot be a table, as in the boot sector of a file system that fills the whole disk.</summary>
    public static async ValueTask<IReadOnlyList<Partition>> ReadAsync(ImageSource disk, byte[] sector, CancellationToken cancellationToken)
    {
        var entries = Enumerable.Range(0, 4).Select(i => Entry.Read(sector, i)).ToArray();
        if (entries.Any(entry => (entry.Status & 0x7F) != 0))
        {
            return [];
        }

        var partitions = new List<Partition>();
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].IsUsed && !entries[i].IsExtended)
            {
                partitions.Add(entries[i].At(disk, i + 1, 0));
            }
        }

        if (entries.FirstOrDefault(entry => entry.IsUsed && entry.IsExtended) is { IsUsed: true } extended)
        {
            await ReadLogicalAsync(disk, extended, partitions, cancellationToken).ConfigureAwait(false);
        }

        return partitions;
    }

    private static async ValueTask ReadLogicalAsync(ImageSource disk, Entry extended, List<Partition> partitions, CancellationToken cancellationToken)
    {
        var sector = new byte[SectorSize];
        ulong next = 0;
        for (var number = FirstLogical; number < FirstLogical + MaxLogical; number++)
        {
            var at = extended.First + next;
            var read = await disk.ReadAsync((long)at * SectorSize, sector, cancellationToken).ConfigureAwait(false);
            if (read < SectorSize || !HasSignature(sector))
            {
                throw Damaged($"the sector of logical partition {number} has no signature");
            }

            var own = Entry.Read(sector, 0);
            if (own.IsUsed)
            {
                partitions.Add(own.At(disk, number, at));
            }

            var link = Entry.Read(sector, 1);
            if (!link.IsUsed)
            {
                return;
            }

            // A chain that does not lead onward would have no end.
            if (link.First <= next || link.First >= extended.Sectors)
            {
                throw Damaged($"the chain of logical partitions leads from {number} back or out of the extended partition");
            }

            next = link.First;
        }

        throw new DiskImageException(DiskImageError.LimitExceeded, $"The disk has more than {MaxLogical} logical partitions. Use fewer, or a GUID partition table.");
    }

    private static DiskImageException Damaged(string how) =>
        new(DiskImageError.Corrupt, $"The disk's partition table is damaged: {how}. Repair it with a partition editor, or export the image again.");

    private readonly record struct Entry(byte Status, byte Type, ulong First, ulong Sectors)
    {
        public bool IsUsed => Type != 0 && Sectors != 0;

        public bool IsExtended => Type is 0x05 or 0x0F or 0x85;

        public static Entry Read(ReadOnlySpan<byte> sector, int index)
        {
            var bytes = sector.Slice(EntriesOffset + (index * EntrySize), EntrySize);
            return new Entry(bytes[0], bytes[4], BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]));
        }

        public Partition At(ImageSource disk, int number, ulong relativeTo) => PartitionTable.Checked(disk, number, relativeTo + First, Sectors, $"{Type:x2}");
    }
}
