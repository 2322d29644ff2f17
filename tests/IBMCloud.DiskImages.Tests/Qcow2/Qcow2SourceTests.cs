using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Qcow2;

public sealed class Qcow2SourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Some data that deflate well, some that do not, holes, and an end within a cluster.
    private static byte[] Disk()
    {
        var disk = TestDisk.Sparse((5 << 20) + 1536, (4096, 300_000), (3 << 20, 1 << 20), ((5 << 20) + 1024, 512));
        disk.AsSpan(1 << 20, 400_000).Fill((byte)'x');
        return disk;
    }

    [Theory]
    [InlineData("compat=0.10")]
    [InlineData("compat=1.1")]
    [InlineData("cluster_size=512")]
    [InlineData("cluster_size=1k")]
    [InlineData("cluster_size=2k")]
    [InlineData("cluster_size=4k")]
    [InlineData("cluster_size=8k")]
    [InlineData("cluster_size=16k")]
    [InlineData("cluster_size=32k")]
    [InlineData("cluster_size=64k")]
    [InlineData("cluster_size=128k")]
    [InlineData("cluster_size=256k")]
    [InlineData("cluster_size=512k")]
    [InlineData("cluster_size=1M")]
    [InlineData("cluster_size=2M")]
    [InlineData("preallocation=metadata")]
    [InlineData("preallocation=falloc")]
    [InlineData("preallocation=full")]
    [InlineData("lazy_refcounts=on")]
    public async Task What_qemu_img_writes_is_read(string options) => await ReadBack(["-o", options]);

    [Theory]
    [InlineData("compression_type=zlib")]
    [InlineData("compression_type=zstd")]
    [InlineData("compression_type=zlib,cluster_size=4096")]
    [InlineData("compression_type=zstd,cluster_size=2M")]
    [InlineData("compat=0.10")]
    public async Task Compressed_clusters_are_read(string options) => await ReadBack(["-c", "-o", options]);

    private static async Task ReadBack(string[] options)
    {
        using var folder = new TempFolder();
        var disk = Disk();
        var path = QemuImg.Convert(folder, disk, "qcow2", options);

        using var image = await DiskImage.OpenFileAsync(path, cancellationToken: Cancel);

        (await image.ReadAllAsync()).Should().Equal(disk);
        var extents = await image.GetExtentsAsync(Cancel);
        foreach (var (offset, end) in Gaps(extents, image.Length))
        {
            disk.AsSpan((int)offset, (int)(end - offset)).ContainsAnyExcept((byte)0).Should().BeFalse("what is in no extent reads as zeros");
        }
    }

    [Fact]
    public async Task Many_readers_at_once_get_the_same_bytes_of_compressed_clusters()
    {
        using var folder = new TempFolder();
        var disk = Disk();
        using var image = await DiskImage.OpenFileAsync(QemuImg.Convert(folder, disk, "qcow2", "-c", "-o", "cluster_size=4096"), cancellationToken: Cancel);

        Parallel.For(0, 200, i =>
        {
            var part = new byte[9_000];
            var count = image.Read(i * 26_003, part);
            part.AsSpan(0, count).SequenceEqual(disk.AsSpan(i * 26_003, count)).Should().BeTrue();
        });
    }

    [Fact]
    public async Task Clusters_marked_as_zeros_read_as_zeros_though_they_have_a_place_in_the_file()
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Bytes(1 << 20);
        var path = QemuImg.Convert(folder, disk, "qcow2");
        OutsideTool.Run(OutsideTool.Require("qemu-io"), ["-f", "qcow2", "-c", "write -z 128k 192k", path]).MustSucceed();
        disk.AsSpan(128 << 10, 192 << 10).Clear();

        using var image = await DiskImage.OpenFileAsync(path, cancellationToken: Cancel);

        (await image.ReadAllAsync()).Should().Equal(disk);
    }

    [Theory]
    [InlineData("127G")]
    [InlineData("2T")]
    [InlineData("64T")]
    public async Task A_large_sparse_image_has_a_short_map(string size)
    {
        using var folder = new TempFolder();
        var path = folder["x.qcow2"];
        QemuImg.Run("create", "-f", "qcow2", path, size);
        OutsideTool.Run(OutsideTool.Require("qemu-io"), ["-f", "qcow2", "-c", "write -P 7 100G 64k", path]).MustSucceed();

        using var image = await DiskImage.OpenFileAsync(path, cancellationToken: Cancel);

        (await image.GetExtentsAsync(Cancel)).Should().Equal(new ImageExtent(100L << 30, 64 << 10));
    }

    [Fact]
    public async Task A_qcow2_file_becomes_an_encrypted_VHD()
    {
        using var folder = new TempFolder();
        var disk = Disk();
        using var image = await DiskImage.OpenFileAsync(QemuImg.Convert(folder, disk, "qcow2", "-c"), cancellationToken: Cancel);

        var file = await EncryptedVhd.EncryptedVhdFile.WriteAsync(image);

        (await EncryptedVhd.EncryptedVhdFile.DecryptAsync(file)).Should().Equal(EncryptedVhd.EncryptedVhdFile.Padded(disk));
    }

    private static IEnumerable<(long Offset, long End)> Gaps(IReadOnlyList<ImageExtent> extents, long length)
    {
        long at = 0;
        foreach (var extent in extents)
        {
            yield return (at, extent.Offset);
            at = extent.End;
        }

        yield return (at, length);
    }
}
