namespace IBMCloud.DiskImages.Tests.Vhd;

public sealed class QemuVhdTests
{
    public static TheoryData<string, bool, DiskImageFormat> Kinds => new()
    {
        { "dynamic", true, DiskImageFormat.VhdDynamic },
        { "dynamic", false, DiskImageFormat.VhdDynamic },
        { "fixed", true, DiskImageFormat.VhdFixed },
        { "fixed", false, DiskImageFormat.VhdFixed },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_qemu_img_writes_is_read_as_qemu_img_reads_it(string kind, bool exactSize, DiskImageFormat format)
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Sparse((9 << 20) + 1536, (0, 5000), (4 << 20, 1 << 20), ((9 << 20) + 1024, 512));
        var path = QemuImg.Convert(folder, disk, "vpc", "-o", $"subformat={kind}" + (exactSize ? ",force_size=on" : ""));

        using var image = await DiskImage.OpenFileAsync(path, cancellationToken: TestContext.Current.CancellationToken);

        var read = await image.ReadAllAsync();
        read.Should().Equal(QemuImg.ReadRaw(folder, path, "vpc"));
        read[..disk.Length].Should().Equal(disk);
        using var file = Primitives.FileImageSource.Open(path);
        (await DiskImage.DetectAsync(file, TestContext.Current.CancellationToken)).Should().Be(format);
    }

    [Theory]
    [InlineData(1L << 30)]
    [InlineData(127L << 30)]
    [InlineData(2039L << 30)]
    public async Task A_large_sparse_VHD_has_its_size_and_no_extents(long size)
    {
        using var folder = new TempFolder();
        var path = folder["large.vhd"];
        QemuImg.Run("create", "-f", "vpc", "-o", "subformat=dynamic,force_size=on", path, $"{size}");

        using var image = await DiskImage.OpenFileAsync(path, cancellationToken: TestContext.Current.CancellationToken);

        image.Length.Should().Be(size);
        (await image.GetExtentsAsync(TestContext.Current.CancellationToken)).Should().BeEmpty();
    }
}
