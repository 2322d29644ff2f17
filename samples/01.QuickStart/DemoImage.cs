using System.Text;

namespace QuickStart;

/// <summary>A small disk for a first run: a partition table with one partition, and text in it that anyone can recognise.</summary>
internal sealed class DemoImage : IDisposable
{
    private const int Sector = 512;
    private const int DiskLength = 64 << 20;
    private const int FirstSector = 2048;

    private DemoImage(string path) => Path = path;

    public string Path { get; }

    public static DemoImage Create()
    {
        var disk = new byte[DiskLength];

        // One bootable Linux partition from 1 MiB to the end; then the two bytes that make it a boot sector.
        var entry = disk.AsSpan(446, 16);
        (entry[0], entry[4]) = (0x80, 0x83);
        BitConverter.TryWriteBytes(entry[8..], FirstSector);
        BitConverter.TryWriteBytes(entry[12..], DiskLength / Sector - FirstSector);
        (disk[510], disk[511]) = (0x55, 0xAA);

        // Text in the first half; the rest is zeros, as in a real disk that is half empty.
        for (var sector = FirstSector; sector < DiskLength / Sector / 2; sector++)
        {
            Encoding.ASCII.GetBytes($"This is sector {sector} of a plain disk image. Whoever reads this has the key.\n").CopyTo(disk, sector * Sector);
        }

        var path = System.IO.Path.Combine(Directory.CreateTempSubdirectory("quickstart-").FullName, "plain.raw");
        File.WriteAllBytes(path, disk);
        return new DemoImage(path);
    }

    public void Dispose() => Directory.Delete(System.IO.Path.GetDirectoryName(Path)!, recursive: true);
}
