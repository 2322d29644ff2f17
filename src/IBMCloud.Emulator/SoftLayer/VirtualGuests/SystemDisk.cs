using System.Buffers.Binary;
using System.Security.Cryptography;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;

namespace IBMCloud.Emulator.SoftLayer.VirtualGuests;

/// <summary>The disk of a server that was ordered with a system of the service: 8 MiB that look bootable, with a valid partition table.</summary>
internal static class SystemDisk
{
    private const int Length = 8 << 20;
    private const int FirstSector = 2048;

    public static TemplateDisk Make(TempFolder folder)
    {
        var disk = new byte[Length];
        var entry = disk.AsSpan(446, 16);
        entry[0] = 0x80;
        entry[4] = 0x83;
        BinaryPrimitives.WriteUInt32LittleEndian(entry[8..], FirstSector);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[12..], (Length / 512) - FirstSector);
        (disk[510], disk[511]) = (0x55, 0xAA);
        "emulated system disk "u8.CopyTo(disk.AsSpan(FirstSector * 512));
        RandomNumberGenerator.Fill(disk.AsSpan((FirstSector * 512) + 64, 4096));
        return Store(folder, disk);
    }

    /// <summary>Spills a raw disk.</summary>
    public static TemplateDisk Store(TempFolder folder, ReadOnlySpan<byte> disk)
    {
        var path = Path.Combine(folder.Path, Guid.NewGuid().ToString("N"));
        File.WriteAllBytes(path, disk);
#pragma warning disable CA5351 // The entity tag of S3 is an MD5.
        return new(new ObjectContent([new SpilledPart(path, disk.Length, MD5.HashData(disk))]), "RAW", disk.Length, null);
#pragma warning restore CA5351
    }
}
