using IBMCloud.DiskImages.Tests.EncryptedVhd;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Qcow2;

public sealed class Qcow2WriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(512)]
    [InlineData((64 << 10) - 512)]
    [InlineData(64 << 10)]
    [InlineData((2 << 20) + 512)]
    [InlineData((21 << 20) + 1536)]
    public async Task Qemu_img_finds_a_plain_file_sound_and_identical_with_the_disk(int length)
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Sparse(length, (0, Math.Min(length, 3000)), (length / 2, Math.Min(length / 4, 200_000)), (length - 512, 512));
        using var image = await Qcow2Image.OpenAsync(TestDisk.Source(disk), new Qcow2Options { ScanForZeroClusters = true }, Cancel);
        var file = await image.ReadAllAsync();
        var path = folder.Write("x.qcow2", file);

        QemuImg.Run("check", "-f", "qcow2", path).Should().Contain("No errors were found");
        QemuImg.Run("compare", "-f", "qcow2", "-F", "raw", path, folder.Write("plain.raw", disk)).Should().Contain("identical");
        using var back = await TestDisk.OpenAsync(file);
        (await back.ReadAllAsync()).Should().Equal(disk);
    }

    [Theory]
    [InlineData(127L << 30)]
    [InlineData(2L << 40)]
    public async Task Large_disks_with_data_far_apart_are_sound(long length)
    {
        using var folder = new TempFolder();
        using var source = new SparseSource(length, new ImageExtent(0, 1 << 20), new ImageExtent((length / 2) - 100_000, 200_000), new ImageExtent(length - 512, 512));
        using var image = await Qcow2Image.OpenAsync(source, cancellationToken: Cancel);
        var path = folder["x.qcow2"];
        await ImageFileWriter.WriteAsync(image, path, cancellationToken: Cancel);

        QemuImg.Run("check", "-f", "qcow2", path).Should().Contain("No errors were found");
        using var back = await DiskImage.OpenFileAsync(path, cancellationToken: Cancel);
        (await ImageComparison.FindFirstDifferenceAsync(back, source, (length / 2) - 200_000, 400_000, Cancel)).Should().BeNull();
        (await ImageComparison.FindFirstDifferenceAsync(back, source, length - 100_000, 100_000, Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task Refcounts_of_a_file_above_2_GiB_fill_more_than_one_block()
    {
        using var folder = new TempFolder();
        using var source = new SparseSource(3L << 30, new ImageExtent(0, (2L << 30) + (100 << 20)));
        using var image = await Qcow2Image.OpenAsync(source, cancellationToken: Cancel);

        // Only the metadata are written: the data stay a hole, which the check does not look at.
        var path = folder["x.qcow2"];
        var metadata = new byte[1 << 20];
        image.Read(0, metadata);
        await using (var file = File.Create(path))
        {
            await file.WriteAsync(metadata, Cancel);
            file.SetLength(image.Length);
        }

        QemuImg.Run("check", "-f", "qcow2", path).Should().Contain("No errors were found");
    }
}
