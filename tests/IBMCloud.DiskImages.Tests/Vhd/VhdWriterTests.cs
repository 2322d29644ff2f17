namespace IBMCloud.DiskImages.Tests.Vhd;

public sealed class VhdWriterTests
{
    private static readonly VhdOptions Options = new()
    {
        UniqueId = new Guid("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0"),
        TimeStamp = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        ScanForZeroBlocks = true,
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(512)]
    [InlineData((2 << 20) - 512)]
    [InlineData(2 << 20)]
    [InlineData((2 << 20) + 512)]
    [InlineData((21 << 20) + 1536)]
    public async Task Qemu_img_finds_a_dynamic_VHD_identical_with_the_disk(int length)
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Sparse(length, (0, Math.Min(length, 3000)), (length - 512, 512));
        using var image = await DynamicVhdImage.OpenAsync(TestDisk.Source(disk), Options, Cancel);
        var file = await image.ReadAllAsync();
        var path = folder.Write("x.vhd", file);

        QemuImg.Run("compare", "-f", "vpc", "-F", "raw", path, folder.Write("plain.raw", disk)).Should().Contain("identical");
        QemuImg.VirtualSize(folder["x.vhd"], "vpc").Should().Be(length);
        using var back = await TestDisk.OpenAsync(file);
        (await back.ReadAllAsync()).Should().Equal(disk);
    }

    [Theory]
    [InlineData(512)]
    [InlineData((2 << 20) + 512)]
    public async Task Qemu_img_finds_a_fixed_VHD_identical_with_the_disk(int length)
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Bytes(length);
        using var image = new FixedVhdImage(TestDisk.Source(disk), Options);
        var file = await image.ReadAllAsync();

        QemuImg.Run("compare", "-f", "vpc", "-F", "raw", folder.Write("x.vhd", file), folder.Write("plain.raw", disk)).Should().Contain("identical");
        QemuImg.VirtualSize(folder["x.vhd"], "vpc").Should().Be(length);
        using var back = await TestDisk.OpenAsync(file);
        (await back.ReadAllAsync()).Should().Equal(disk);
    }

    [Fact]
    public async Task Dynamic_to_fixed_to_raw_as_the_documented_flow_does_it_gives_the_disk()
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Sparse(8 << 20, (0, 4096), (5 << 20, 70_000));
        using var dynamic = await DiskImage.OpenFileAsync(QemuImg.Convert(folder, disk, "vpc", "-o", "subformat=dynamic,force_size=on"), cancellationToken: Cancel);
        using var fixedFile = new FixedVhdImage(dynamic, Options);

        using var raw = await DiskImage.OpenAsync(fixedFile, cancellationToken: Cancel);

        (await raw.ReadAllAsync()).Should().Equal(disk);
    }

    [Fact]
    public async Task Blocks_of_zeros_take_no_room_in_a_dynamic_VHD()
    {
        using var image = await DynamicVhdImage.OpenAsync(TestDisk.Source(TestDisk.Sparse(40 << 20, (30 << 20, 1000))), Options, Cancel);

        image.Length.Should().BeLessThan((2 << 20) + 10_000);
    }

    [Fact]
    public async Task The_same_ids_give_the_same_bytes()
    {
        var disk = TestDisk.Bytes(4 << 20);
        using var first = await DynamicVhdImage.OpenAsync(TestDisk.Source(disk), Options, Cancel);
        using var second = await DynamicVhdImage.OpenAsync(TestDisk.Source(disk), Options, Cancel);

        (await first.ReadAllAsync()).Should().Equal(await second.ReadAllAsync());
    }

    [Fact]
    public void A_time_before_the_format_began_is_refused() =>
        FluentActions.Invoking(() => new FixedVhdImage(TestDisk.Source(new byte[512]), new VhdOptions { TimeStamp = DateTimeOffset.UnixEpoch }))
            .Should().Throw<ArgumentOutOfRangeException>();
}
