namespace IBMCloud.DiskImages.Tests;

public sealed class RawImageTests
{
    [Fact]
    public async Task A_file_without_any_sign_is_read_as_it_is()
    {
        var disk = TestDisk.Bytes(512 * 3);

        using var image = await TestDisk.OpenAsync(disk);

        (await image.ReadAllAsync()).Should().Equal(disk);
        (await DiskImage.DetectAsync(TestDisk.Source(disk), TestContext.Current.CancellationToken)).Should().Be(DiskImageFormat.Raw);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(513)]
    [InlineData(1_000_000)]
    public async Task A_file_that_is_no_whole_number_of_sectors_is_refused(int length) =>
        (await TestDisk.RefusalOf(TestDisk.Bytes(length))).Reason.Should().Be(DiskImageError.InvalidImage);

    [Fact]
    public async Task The_owner_of_an_opened_file_is_the_image()
    {
        using var folder = new TempFolder();
        var path = folder.Write("misleading.vhd", TestDisk.Bytes(512));
        var image = await DiskImage.OpenFileAsync(path, cancellationToken: TestContext.Current.CancellationToken);

        image.Dispose();

        image.Invoking(i => i.Read(0, new byte[512])).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public async Task A_guest_cannot_make_its_raw_disk_be_taken_for_another_format_when_the_format_is_named()
    {
        var disk = new Vhd.HandMadeVhd().Dynamic();

        using var image = await TestDisk.OpenAsync(disk, new DiskImageOpenOptions { Format = DiskImageFormat.Raw });

        (await image.ReadAllAsync()).Should().Equal(disk);
    }
}
