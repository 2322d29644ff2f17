using IBMCloud.DiskImages.Partitions;

namespace IBMCloud.DiskImages.Tests.Partitions;

public sealed class PartitionTableTests
{
    private const long Sector = 512;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_master_boot_record_with_logical_partitions_is_read_as_sfdisk_wrote_it()
    {
        var disk = Sfdisk("label: dos\nstart=2048, size=2048, type=83, bootable\nstart=8192, size=40960, type=5\nstart=4096, size=100, type=8e\nstart=10240, size=2048, type=83\nstart=14336, size=4096, type=82\n");

        var table = await ReadAsync(disk);

        table.Kind.Should().Be(PartitionTableKind.Mbr);
        table.Partitions.Should().Equal(
            new Partition(1, 2048 * Sector, 2048 * Sector, "83"),
            new Partition(3, 4096 * Sector, 100 * Sector, "8e"),
            new Partition(5, 10240 * Sector, 2048 * Sector, "83"),
            new Partition(6, 14336 * Sector, 4096 * Sector, "82"));
        table.HasBootCode.Should().BeFalse();
    }

    [Fact]
    public async Task A_GUID_partition_table_is_read_as_sfdisk_wrote_it()
    {
        var table = await ReadAsync(GptDisk());

        table.Should().Match<PartitionTable>(t => t.Kind == PartitionTableKind.Gpt && t.Notice == null);
        table.Partitions.Should().Equal(
            new Partition(1, 2048 * Sector, 2048 * Sector, GuidPartitionTable.BiosBoot),
            new Partition(15, 4096 * Sector, 8192 * Sector, GuidPartitionTable.EfiSystem));
    }

    [Fact]
    public async Task The_copy_at_the_end_serves_where_the_first_one_is_damaged()
    {
        var disk = GptDisk();
        disk[512 + 30] ^= 1;

        var table = await ReadAsync(disk);

        table.Partitions.Should().HaveCount(2);
        table.Notice.Should().Contain("damaged");
    }

    [Fact]
    public async Task Two_damaged_copies_are_an_error()
    {
        var disk = GptDisk();
        disk[512 + 30] ^= 1;
        disk[^480] ^= 1;

        (await RefusalOf(disk)).Reason.Should().Be(DiskImageError.Corrupt);
    }

    [Fact]
    public async Task A_table_for_sectors_of_4096_bytes_is_told_as_that()
    {
        var disk = GptDisk();
        disk.AsSpan(512, 512).CopyTo(disk.AsSpan(4096));
        disk.AsSpan(512, 512).Clear();
        disk.AsSpan(disk.Length - 512).Clear();

        (await RefusalOf(disk)).Message.Should().Contain("4,096");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(1 << 20)]
    public async Task Zeros_are_no_table(int length) => (await ReadAsync(new byte[length])).Kind.Should().Be(PartitionTableKind.None);

    [Fact]
    public async Task The_boot_sector_of_a_file_system_is_no_table()
    {
        var disk = TestDisk.Bytes(1 << 20);
        (disk[446], disk[510], disk[511]) = (0x13, 0x55, 0xAA);

        (await ReadAsync(disk)).Kind.Should().Be(PartitionTableKind.None);
    }

    [Fact]
    public async Task A_partition_past_the_end_of_the_disk_is_truncated()
    {
        var disk = Sfdisk("label: dos\nstart=2048, size=61440, type=83\n");

        (await RefusalOf(disk[..(4 << 20)])).Reason.Should().Be(DiskImageError.Truncated);
    }

    [Fact]
    public async Task A_chain_of_logical_partitions_that_leads_back_is_an_error_and_no_hang()
    {
        var disk = Sfdisk("label: dos\nstart=8192, size=40960, type=5\nstart=10240, size=2048, type=83\nstart=14336, size=4096, type=83\n");
        var second = Enumerable.Range(0, disk.Length / 512).Last(sector => disk[(sector * 512) + 510] == 0x55 && disk[(sector * 512) + 511] == 0xAA);
        disk[(second * 512) + 446 + 16 + 4] = 5;
        disk[(second * 512) + 446 + 16 + 12] = 1;

        (await RefusalOf(disk)).Reason.Should().Be(DiskImageError.Corrupt);
    }

    private static byte[] GptDisk() => Sfdisk(
        "label: gpt\n1: start=2048, size=2048, type=21686148-6449-6E6F-744E-656564454649\n15: start=4096, size=8192, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=ESP\n");

    private static byte[] Sfdisk(string script)
    {
        var program = OutsideTool.Require("sfdisk");
        using var folder = new TempFolder();
        var path = folder.Write("disk.raw", new byte[32 << 20]);
        OutsideTool.Run(program, ["-q", path], script).MustSucceed();
        return File.ReadAllBytes(path);
    }

    private static async Task<PartitionTable> ReadAsync(byte[] disk) => await PartitionTable.ReadAsync(TestDisk.Source(disk), Cancel);

    private static async Task<DiskImageException> RefusalOf(byte[] disk) =>
        (await FluentActions.Awaiting(() => ReadAsync(disk)).Should().ThrowAsync<DiskImageException>()).Which;
}
