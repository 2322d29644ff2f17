using IBMCloud.Primitives;
using static IBMCloud.DiskImages.Tests.EncryptedVhd.EncryptedVhdFile;

namespace IBMCloud.DiskImages.Tests.EncryptedVhd;

public sealed class EncryptedVhdViewTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Same_source_key_and_layout_give_the_same_bytes_on_another_machine()
    {
        var disk = TestDisk.Sparse(Block * 4, (Block + 5000, 70_000), (Block * 3, Block));
        using var key = SecretBytes.CopyOf(Key);
        var layout = await EncryptedVhdImage.PrepareAsync(TestDisk.Source(disk), key, new EncryptedVhdOptions { ScanForZeroBlocks = true }, Cancel);
        using var here = EncryptedVhdImage.Open(TestDisk.Source(disk), layout, key);
        using var there = EncryptedVhdImage.Open(TestDisk.Source(disk), EncryptedVhdLayout.FromJson(layout.ToJson()), key);

        (await there.ReadAllAsync()).Should().Equal(await here.ReadAllAsync());
    }

    [Fact]
    public async Task Any_range_read_by_many_threads_equals_the_whole()
    {
        var disk = TestDisk.Sparse(Block * 3, (0, 70_000), (Block * 2, Block));
        using var key = SecretBytes.CopyOf(Key);
        var layout = await EncryptedVhdImage.PrepareAsync(TestDisk.Source(disk), key, new EncryptedVhdOptions { ScanForZeroBlocks = true }, Cancel);
        using var image = EncryptedVhdImage.Open(TestDisk.Source(disk), layout, key);
        var whole = await image.ReadAllAsync();

        Parallel.For(0, 400, i =>
        {
            var random = new Random(i);
            var offset = random.Next(whole.Length);
            var part = new byte[random.Next(100_000)];
            var count = image.Read(offset, part);
            part.AsSpan(0, count).SequenceEqual(whole.AsSpan(offset, count)).Should().BeTrue($"offset {offset}, {count} bytes");
        });
    }

    [Fact]
    public async Task Blocks_of_zeros_are_left_out_after_a_scan_and_read_back_as_zeros()
    {
        var disk = TestDisk.Sparse(Block * 10, (Block * 7 + 1234, 1));
        disk[(Block * 7) + 1234] = 1;

        var scanned = await WriteAsync(TestDisk.Source(disk), options: new EncryptedVhdOptions { ScanForZeroBlocks = true });
        var whole = await WriteAsync(TestDisk.Source(disk));

        scanned.Length.Should().BeLessThan(Block + 8192);
        whole.Length.Should().BeGreaterThan(Block * 10);
        (await DecryptAsync(scanned)).Should().Equal(disk);
        (await DecryptAsync(whole)).Should().Equal(disk);
    }

    [Fact]
    public async Task Holes_that_the_source_knows_are_left_out_without_reading_anything()
    {
        using var source = new SparseSource(127L << 30, new ImageExtent((100L << 30) + 4096, 4096));
        using var key = SecretBytes.CopyOf(Key);

        var layout = await EncryptedVhdImage.PrepareAsync(source, key, new EncryptedVhdOptions { AllowEncryptedInput = true }, Cancel);

        source.BytesRead.Should().Be(0);
        layout.Length.Should().BeLessThan(Block + (1 << 20));
        layout.DiskSize.Should().Be(127L << 30);
    }

    [Fact]
    public async Task A_disk_of_2040_GiB_is_laid_out_and_its_last_sector_decrypts()
    {
        using var source = new SparseSource(2040L << 30, new ImageExtent((2040L << 30) - 512, 512));
        using var key = SecretBytes.CopyOf(Key);
        var file = await WriteAsync(source);
        using var image = await TestDisk.OpenAsync(file, new DiskImageOpenOptions { Key = key });

        var sector = new byte[512];
        image.Read(source.Length - 512, sector);

        sector.Should().Equal(Enumerable.Range(0, 512).Select(i => SparseSource.ByteAt(source.Length - 512 + i)));
    }

    [Fact]
    public async Task A_disk_above_2040_GiB_is_refused()
    {
        using var source = new SparseSource((2040L << 30) + 512);

        var write = () => WriteAsync(source);

        (await write.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.LimitExceeded);
    }

    [Fact]
    public async Task An_image_file_that_was_not_opened_is_refused()
    {
        var write = () => WriteAsync(TestDisk.Source(new Vhd.HandMadeVhd().Dynamic()));

        (await write.Should().ThrowAsync<DiskImageException>()).Which.Message.Should().Contain("DiskImage.OpenAsync");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(700)]
    public async Task What_is_no_disk_is_refused(int length)
    {
        var write = () => WriteAsync(TestDisk.Source(new byte[length]));

        (await write.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.InvalidImage);
    }

    [Fact]
    public async Task A_scan_can_be_cancelled()
    {
        using var key = SecretBytes.CopyOf(Key);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        var prepare = async () => await EncryptedVhdImage.PrepareAsync(
            TestDisk.Source(new byte[Block]), key, new EncryptedVhdOptions { ScanForZeroBlocks = true }, cancelled.Token);

        await prepare.Should().ThrowAsync<OperationCanceledException>();
    }
}
