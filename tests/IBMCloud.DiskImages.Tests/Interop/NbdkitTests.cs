using System.Security.Cryptography;
using IBMCloud.DiskImages.FileSystems;
using IBMCloud.DiskImages.Partitions;
using IBMCloud.DiskImages.Tests.Ext;
using IBMCloud.DiskImages.Tests.Preflight;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Interop;

/// <summary>
/// nbdkit both ways: it reads what is written here, and what it makes is read here. It has readers of its own for LUKS1, partition tables and (by
/// libext2fs) ext, and none for VHD and qcow2: of those it gives and takes the content.
/// </summary>
public sealed class NbdkitTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_decrypts_a_LUKS1_container_that_is_written_here()
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Bytes(3 << 20);
        using var passphrase = SecretBytes.CopyOf("a passphrase"u8);
        var options = new LuksFormatOptions { Version = LuksVersion.Luks1, Kdf = new LuksKdf.Pbkdf2(HashAlgorithmName.SHA256, 1000) };
        using var image = await LuksImage.OpenAsync(TestDisk.Source(disk), await LuksImage.PrepareAsync(TestDisk.Source(disk), passphrase, options, Cancel), passphrase, Cancel);
        var path = folder["x.luks"];
        await ImageFileWriter.WriteAsync(image, path, cancellationToken: Cancel);

        Nbdkit.Read(folder, "file", path, "--filter=luks", $"passphrase=+{folder.Write("passphrase", "a passphrase"u8)}").Should().Equal(disk);
    }

    [Theory]
    [InlineData("dynamic")]
    [InlineData("fixed")]
    public async Task A_disk_that_it_makes_is_read_out_of_a_VHD_and_out_of_a_qcow2(string kind)
    {
        using var folder = new TempFolder();
        var made = Nbdkit.Read(folder, "sparse-random", "size=9M", "percent=20", "seed=7");
        foreach (var (format, options) in ((string, string[])[])[("vpc", ["-o", $"subformat={kind},force_size=on"]), ("qcow2", [])])
        {
            using var image = await DiskImage.OpenFileAsync(QemuImg.Convert(folder, made, format, options), cancellationToken: Cancel);

            (await image.ReadAllAsync()).Should().Equal(made);
        }
    }

    [Fact]
    public async Task A_file_in_a_partition_in_a_VHD_and_a_qcow2_written_here_is_read_by_it()
    {
        using var folder = new TempFolder();
        using var guest = new GuestImage();
        var disk = guest.Build();
        using var fixedVhd = new FixedVhdImage(TestDisk.Source(disk));
        using var dynamicVhd = await DynamicVhdImage.OpenAsync(TestDisk.Source(disk), new VhdOptions { ScanForZeroBlocks = true }, Cancel);
        using var qcow2 = await Qcow2Image.OpenAsync(TestDisk.Source(disk), new Qcow2Options { ScanForZeroClusters = true }, Cancel);
        var expected = System.Text.Encoding.UTF8.GetBytes(guest.Root["etc/fstab"]);

        // A fixed VHD is the disk and a footer, which nbdkit leaves alone; the others are unpacked by qemu-img first.
        foreach (var (image, format) in ((ImageSource, string)[])[(fixedVhd, "raw"), (dynamicVhd, "vpc"), (qcow2, "qcow2")])
        {
            var path = folder["image"];
            await ImageFileWriter.WriteAsync(image, path, new ImageFileWriterOptions { Overwrite = true }, cancellationToken: Cancel);
            var raw = format == "raw" ? path : folder.Write("unpacked.raw", QemuImg.ReadRaw(folder, path, format));

            Nbdkit.Read(folder, "file", raw, "--filter=ext2", "--filter=partition", "partition=2", "ext2file=/etc/fstab").AsSpan(0, expected.Length)
                .SequenceEqual(expected).Should().BeTrue(format);
        }
    }

    [Theory]
    [InlineData("mbr")]
    [InlineData("gpt")]
    public async Task Partition_tables_that_it_makes_are_read(string kind)
    {
        using var folder = new TempFolder();
        string[] parts = [folder.Write("1", TestDisk.Bytes(1 << 20, 1)), folder.Write("2", TestDisk.Bytes(2 << 20, 2)), folder.Write("3", TestDisk.Bytes(512, 3))];
        var disk = Nbdkit.Read(folder, ["partitioning", .. parts, $"partition-type={kind}"]);

        var table = await PartitionTable.ReadAsync(TestDisk.Source(disk), Cancel);

        table.Kind.Should().Be(kind == "gpt" ? PartitionTableKind.Gpt : PartitionTableKind.Mbr);
        table.Partitions.Should().HaveCount(3);
        foreach (var (partition, part) in table.Partitions.Zip(parts))
        {
            var content = await File.ReadAllBytesAsync(part, Cancel);
            disk.AsSpan((int)partition.Offset, content.Length).SequenceEqual(content).Should().BeTrue();
        }
    }

    [Fact]
    public async Task A_whole_Linux_disk_that_it_makes_is_read()
    {
        using var folder = new TempFolder();
        using var tree = new ExtTree();
        var small = Path.Combine(tree.Root, "sub");
        var disk = Nbdkit.Read(folder, "linuxdisk", small, "type=ext4", "size=+8M");

        var table = await PartitionTable.ReadAsync(TestDisk.Source(disk), Cancel);
        var partition = table.Partitions.Should().ContainSingle().Which;

        (await FileSystemSignature.DetectAsync(TestDisk.Source(disk), partition.Offset, partition.Length, Cancel)).Should().Be(FileSystemKind.Ext);
        var image = folder.Write("partition.img", disk.AsSpan((int)partition.Offset, (int)partition.Length));
        await ExtTree.CompareAsync(small, image);
    }
}
