using System.Buffers.Binary;
using IBMCloud.DiskImages.Ext;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.FileSystems;

/// <summary>Tells from its superblock what a range of a disk holds.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>LVM</term><description><c>LABELONE</c> at one of the first four sectors, <c>LVM2 001</c> 24 bytes on</description></item>
/// <item><term>LUKS</term><description><c>LUKS</c> 0xBA 0xBE at 0</description></item>
/// <item><term>XFS, NTFS</term><description><c>XFSB</c> at 0; <c>NTFS    </c> at 3</description></item>
/// <item><term>ext</term><description>0xEF53 at 1080</description></item>
/// <item><term>RAID</term><description>0xA92B4EFC at 0 or 4096 (metadata 1.1, 1.2)</description></item>
/// <item><term>swap</term><description><c>SWAPSPACE2</c> in the last 10 bytes of the first page, of 4, 8, 16 or 64 KiB</description></item>
/// <item><term>Btrfs</term><description><c>_BHRfS_M</c> at 65,600</description></item>
/// <item><term>FAT</term><description><c>FAT</c> at 54 or 82, with a boot sector's signature</description></item>
/// </list>
/// </remarks>
internal static class FileSystemSignature
{
    private const int Look = 65_600 + 8;
    private const int SectorSize = 512;
    private const uint RaidMagic = 0xA92B_4EFC;

    public static async ValueTask<FileSystemKind> DetectAsync(ImageSource disk, long offset, long length, CancellationToken cancellationToken)
    {
        var start = new byte[(int)Math.Min(Look, length)];
        var read = await disk.ReadAsync(offset, start, cancellationToken).ConfigureAwait(false);
        return Of(start.AsSpan(0, read));
    }

    // What is laid over a file system that was there before comes first: its remains may still be seen.
    private static FileSystemKind Of(ReadOnlySpan<byte> start) =>
        IsLvm(start) ? FileSystemKind.LvmPhysicalVolume
        : Has(start, 0, [.. "LUKS"u8, 0xBA, 0xBE]) ? FileSystemKind.Luks
        : IsRaid(start, 0) || IsRaid(start, 4096) ? FileSystemKind.LinuxRaid
        : Has(start, 0, "XFSB"u8) ? FileSystemKind.Xfs
        : Has(start, 3, "NTFS    "u8) ? FileSystemKind.Ntfs
        : Has(start, 65_600, "_BHRfS_M"u8) ? FileSystemKind.Btrfs
        : Has(start, ExtSuperblock.Offset + ExtSuperblock.MagicField, ExtSuperblock.Magic) ? FileSystemKind.Ext
        : IsSwap(start) ? FileSystemKind.Swap
        : (Has(start, 54, "FAT"u8) || Has(start, 82, "FAT"u8)) && Has(start, 510, [0x55, 0xAA]) ? FileSystemKind.Fat
        : FileSystemKind.Unknown;

    private static bool IsLvm(ReadOnlySpan<byte> start)
    {
        for (var sector = 0; sector < 4; sector++)
        {
            if (Has(start, sector * SectorSize, "LABELONE"u8) && Has(start, (sector * SectorSize) + 24, "LVM2 001"u8))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsRaid(ReadOnlySpan<byte> start, int offset) =>
        start.Length >= offset + sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(start[offset..]) == RaidMagic;

    private static bool IsSwap(ReadOnlySpan<byte> start) =>
        Has(start, 4096 - 10, "SWAPSPACE2"u8) || Has(start, 8192 - 10, "SWAPSPACE2"u8) || Has(start, 16_384 - 10, "SWAPSPACE2"u8) || Has(start, 65_536 - 10, "SWAPSPACE2"u8);

    private static bool Has(ReadOnlySpan<byte> start, int offset, ReadOnlySpan<byte> sign) => start.Length >= offset + sign.Length && start[offset..].StartsWith(sign);
}
