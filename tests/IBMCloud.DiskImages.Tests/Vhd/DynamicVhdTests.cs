using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Vhd;

public sealed class DynamicVhdTests
{
    private const int BlockSize = 4096 * 4;

    [Fact]
    public async Task Absent_blocks_read_as_zeros_and_are_no_extent()
    {
        var data = TestDisk.Bytes(BlockSize);
        var vhd = new HandMadeVhd { BlockSize = BlockSize, DiskSize = BlockSize * 4 }.Block(2, data);

        using var image = await TestDisk.OpenAsync(vhd.Dynamic());

        (await image.ReadAllAsync()).Should().Equal([.. new byte[BlockSize * 2], .. data, .. new byte[BlockSize]]);
        (await image.GetExtentsAsync(TestContext.Current.CancellationToken)).Should().Equal(new ImageExtent(BlockSize * 2, BlockSize));
    }

    [Fact]
    public async Task A_sector_whose_bit_is_clear_reads_as_zeros_whatever_lies_in_the_file()
    {
        var data = TestDisk.Bytes(BlockSize);
        var vhd = new HandMadeVhd { BlockSize = BlockSize, DiskSize = BlockSize }.Block(0, data, [0b0111_1111, 0xFF, 0b1111_1110, 0x0F]);
        var expected = data.ToArray();
        foreach (var sector in (int[])[0, 23, 24, 25, 26, 27])
        {
            expected.AsSpan(sector * 512, 512).Clear();
        }

        using var image = await TestDisk.OpenAsync(vhd.Dynamic());

        (await image.ReadAllAsync()).Should().Equal(expected);
    }

    [Fact]
    public async Task Blocks_may_lie_in_any_order_and_the_last_one_may_be_partial()
    {
        var (first, last) = (TestDisk.Bytes(BlockSize, 1), TestDisk.Bytes(BlockSize, 2));
        var vhd = new HandMadeVhd { BlockSize = BlockSize, DiskSize = BlockSize + 512 }.Block(1, last).Block(0, first);

        using var image = await TestDisk.OpenAsync(vhd.Dynamic());

        (await image.ReadAllAsync()).Should().Equal([.. first, .. last[..512]]);
    }

    [Fact]
    public async Task Without_a_footer_at_the_end_its_copy_at_the_beginning_serves()
    {
        var data = TestDisk.Bytes(BlockSize);
        var file = new HandMadeVhd { BlockSize = BlockSize, DiskSize = BlockSize }.Block(0, data).Dynamic();

        using var cut = await TestDisk.OpenAsync(file[..^512]);
        using var overwritten = await TestDisk.OpenAsync([.. file[..^512], .. TestDisk.Bytes(512)]);

        (await cut.ReadAllAsync()).Should().Equal(data);
        (await overwritten.ReadAllAsync()).Should().Equal(data);
    }

    [Fact]
    public async Task Many_readers_at_once_get_the_same_bytes()
    {
        var disk = TestDisk.Bytes(BlockSize * 16);
        var vhd = new HandMadeVhd { BlockSize = BlockSize, DiskSize = disk.Length };
        for (var block = 0; block < 16; block++)
        {
            vhd.Block(block, disk[(block * BlockSize)..((block + 1) * BlockSize)]);
        }

        using var image = await TestDisk.OpenAsync(vhd.Dynamic());

        Parallel.For(0, 200, i =>
        {
            var part = new byte[10_000];
            var count = image.Read(i * 1_301, part);
            part.AsSpan(0, count).SequenceEqual(disk.AsSpan(i * 1_301, count)).Should().BeTrue();
        });
    }

    [Fact]
    public async Task A_differencing_disk_is_refused_with_the_name_of_its_parent()
    {
        var file = new HandMadeVhd { DiskType = 4, ParentName = "golden.vhd" }.Dynamic();

        var refusal = await TestDisk.RefusalOf(file);

        refusal.Reason.Should().Be(DiskImageError.NeedsParent);
        refusal.Message.Should().Contain("differencing").And.Contain("golden.vhd");
    }
}
