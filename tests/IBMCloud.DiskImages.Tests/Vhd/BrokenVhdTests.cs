using System.Buffers.Binary;

namespace IBMCloud.DiskImages.Tests.Vhd;

public sealed class BrokenVhdTests
{
    private const int BlockSize = 4096;

    private static HandMadeVhd Good() =>
        new HandMadeVhd { BlockSize = BlockSize, DiskSize = BlockSize * 2 }.Block(0, TestDisk.Bytes(BlockSize)).Block(1, TestDisk.Bytes(BlockSize));

    [Fact]
    public async Task A_file_that_lost_its_end_is_truncated()
    {
        var refusal = await TestDisk.RefusalOf(Good().Dynamic()[..^1024]);

        refusal.Reason.Should().Be(DiskImageError.Truncated);
        refusal.Message.Should().Contain("cut short");
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1536)]
    public async Task A_file_that_ends_within_its_metadata_is_truncated(int length) =>
        (await TestDisk.RefusalOf(Good().Dynamic()[..length])).Reason.Should().Be(DiskImageError.Truncated);

    [Fact]
    public async Task A_damaged_dynamic_header_is_corrupt()
    {
        var file = Good().Dynamic();
        file[512 + 800] ^= 1;

        (await TestDisk.RefusalOf(file)).Reason.Should().Be(DiskImageError.Corrupt);
    }

    [Theory]
    [InlineData(0u, "the footer's copy")]
    [InlineData(3u, "the block table")]
    public async Task A_block_on_the_metadata_is_corrupt(uint sector, string what)
    {
        var vhd = Good();
        vhd.Table[0] = sector;

        (await TestDisk.RefusalOf(vhd.Dynamic())).Reason.Should().Be(DiskImageError.Corrupt, what);
    }

    [Fact]
    public async Task Two_blocks_in_one_place_are_corrupt()
    {
        var vhd = Good();
        vhd.Table[1] = vhd.Table[0];

        (await TestDisk.RefusalOf(vhd.Dynamic())).Reason.Should().Be(DiskImageError.Corrupt);
    }

    [Fact]
    public async Task A_block_past_the_end_is_truncated()
    {
        var vhd = Good();
        vhd.Table[1] = 0xFFFF_FFFE;

        (await TestDisk.RefusalOf(vhd.Dynamic())).Reason.Should().Be(DiskImageError.Truncated);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(2048u)]
    [InlineData(4096u * 3)]
    [InlineData(512u << 20)]
    public async Task A_block_size_that_cannot_be_is_corrupt(uint blockSize)
    {
        var file = new HandMadeVhd { DiskSize = 512 }.Dynamic();
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(512 + 32), blockSize);
        Reseal(file.AsSpan(512, 1024), 36);

        (await TestDisk.RefusalOf(file)).Reason.Should().Be(DiskImageError.Corrupt);
    }

    [Fact]
    public async Task A_table_too_small_for_the_disk_is_corrupt() =>
        (await TestDisk.RefusalOf(new HandMadeVhd { TableEntries = 3 }.Dynamic())).Reason.Should().Be(DiskImageError.Corrupt);

    [Fact]
    public async Task A_disk_above_2040_GiB_is_refused()
    {
        var file = new HandMadeVhd().Fixed(new byte[512]);
        BinaryPrimitives.WriteInt64BigEndian(file.AsSpan(512 + 48), (2040L << 30) + 512);
        Reseal(file.AsSpan(512), 64);

        (await TestDisk.RefusalOf(file)).Reason.Should().Be(DiskImageError.LimitExceeded);
    }

    [Fact]
    public async Task An_unknown_disk_type_is_unsupported() =>
        (await TestDisk.RefusalOf(new HandMadeVhd { DiskType = 5 }.Dynamic())).Reason.Should().Be(DiskImageError.Unsupported);

    private static void Reseal(Span<byte> bytes, int field)
    {
        bytes.Slice(field, 4).Clear();
        uint sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes[field..], ~sum);
    }
}
