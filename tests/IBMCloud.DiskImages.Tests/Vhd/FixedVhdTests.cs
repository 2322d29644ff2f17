namespace IBMCloud.DiskImages.Tests.Vhd;

public sealed class FixedVhdTests
{
    [Fact]
    public async Task The_footer_is_not_part_of_the_disk()
    {
        var disk = TestDisk.Bytes(512 * 9);

        using var image = await TestDisk.OpenAsync(new HandMadeVhd().Fixed(disk));

        (await image.ReadAllAsync()).Should().Equal(disk);
    }

    [Theory]
    [InlineData("vpc ", 1 * 2 * 3)]
    [InlineData("qemu", 1 * 2 * 3)]
    [InlineData("win ", 9)]
    [InlineData("d2v ", 9)]
    [InlineData("CTXS", 9)]
    [InlineData("tap\0", 9)]
    [InlineData("qem2", 9)]
    [InlineData("vbox", 9)]
    public async Task The_creator_decides_whether_the_geometry_or_the_size_counts(string creator, int sectors)
    {
        var disk = TestDisk.Bytes(512 * 9);

        using var image = await TestDisk.OpenAsync(new HandMadeVhd { Creator = creator, Geometry = (1, 2, 3) }.Fixed(disk));

        (await image.ReadAllAsync()).Should().Equal(disk[..(512 * sectors)]);
    }

    [Fact]
    public async Task The_largest_geometry_means_the_size_whoever_made_the_file()
    {
        var disk = TestDisk.Bytes(512 * 9);

        using var image = await TestDisk.OpenAsync(new HandMadeVhd { Creator = "vpc ", Geometry = (65535, 16, 255) }.Fixed(disk));

        image.Length.Should().Be(disk.Length);
    }

    [Fact]
    public async Task A_footer_of_511_bytes_as_old_writers_left_it_is_read()
    {
        var disk = TestDisk.Bytes(512 * 9);

        using var image = await TestDisk.OpenAsync(new HandMadeVhd().Fixed(disk)[..^1]);

        (await image.ReadAllAsync()).Should().Equal(disk);
    }

    [Fact]
    public async Task A_damaged_footer_is_an_error_and_not_a_raw_disk()
    {
        var file = new HandMadeVhd().Fixed(TestDisk.Bytes(512 * 9));
        file[^400] ^= 1;

        (await TestDisk.RefusalOf(file)).Reason.Should().Be(DiskImageError.Corrupt);
    }

    [Fact]
    public async Task A_disk_that_is_shorter_than_its_footer_says_is_truncated()
    {
        var file = new HandMadeVhd { DiskSize = 512 * 10 }.Fixed(TestDisk.Bytes(512 * 9));

        (await TestDisk.RefusalOf(file)).Reason.Should().Be(DiskImageError.Truncated);
    }

    [Fact]
    public async Task A_guest_disk_that_begins_like_another_format_stays_a_fixed_VHD()
    {
        var disk = new byte[4096];
        "LUKS\u00ba\u00be"u8.CopyTo(disk);
        (disk[4], disk[5], disk[7]) = (0xBA, 0xBE, 1);

        (await DiskImage.DetectAsync(TestDisk.Source(new HandMadeVhd().Fixed(disk)), TestContext.Current.CancellationToken)).Should().Be(DiskImageFormat.VhdFixed);
    }
}
