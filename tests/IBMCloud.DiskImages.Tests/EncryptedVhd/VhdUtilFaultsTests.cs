using IBMCloud.DiskImages.Tests.Vhd;
using IBMCloud.Primitives;
using static IBMCloud.DiskImages.Tests.EncryptedVhd.EncryptedVhdFile;

namespace IBMCloud.DiskImages.Tests.EncryptedVhd;

/// <summary>What vhd-util, the tool that IBM documents, refuses or gets wrong.</summary>
public sealed class VhdUtilFaultsTests
{
    [Fact]
    public async Task A_fixed_VHD_is_encrypted()
    {
        var disk = TestDisk.Bytes(Block + 512);
        using var source = await TestDisk.OpenAsync(new HandMadeVhd().Fixed(disk));

        (await DecryptAsync(await WriteAsync(source))).Should().Equal(Padded(disk));
    }

    [Fact]
    public async Task A_last_partial_block_keeps_its_data()
    {
        var data = TestDisk.Bytes(Block);
        using var source = await TestDisk.OpenAsync(new HandMadeVhd { DiskSize = Block + 1536 }.Block(1, data).Dynamic());

        (await DecryptAsync(await WriteAsync(source))).Should().Equal([.. new byte[Block], .. Padded(data[..1536])]);
    }

    [Fact]
    public async Task Sectors_that_the_bitmap_marks_absent_come_out_as_zeros()
    {
        var data = TestDisk.Bytes(Block);
        var bitmap = new byte[512];
        bitmap[0] = 0b0100_0000;
        using var source = await TestDisk.OpenAsync(new HandMadeVhd { DiskSize = Block }.Block(0, data, bitmap).Dynamic());

        var decrypted = await DecryptAsync(await WriteAsync(source));

        decrypted.Should().Equal([.. new byte[512], .. data[512..1024], .. new byte[Block - 1024]]);
    }

    [Fact]
    public async Task A_source_with_blocks_of_512_KiB_loses_nothing()
    {
        const int small = 512 << 10;
        var disk = TestDisk.Bytes(small * 6);
        var vhd = new HandMadeVhd { DiskSize = disk.Length, BlockSize = small };
        for (var block = 0; block < 6; block++)
        {
            vhd.Block(block, disk[(block * small)..((block + 1) * small)]);
        }

        using var source = await TestDisk.OpenAsync(vhd.Dynamic());

        (await DecryptAsync(await WriteAsync(source))).Should().Equal(Padded(disk));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(4103)]
    [InlineData(4104)]
    public async Task Blocks_after_a_multiple_of_4096_are_read_back_and_the_batmap_checksum_covers_only_what_the_tool_sums(int blocks)
    {
        var last = new ImageExtent((blocks - 1L) * Block, Block);
        using var source = new SparseSource((long)blocks * Block, last);
        using var key = SecretBytes.CopyOf(Key);

        var file = await WriteAsync(source);
        using var image = await TestDisk.OpenAsync(file, new DiskImageOpenOptions { Key = key });

        var read = new byte[4096];
        image.Read(last.Offset, read);
        read.Should().Equal(Enumerable.Range(0, 4096).Select(i => SparseSource.ByteAt(last.Offset + i)));
        var batmap = 1536 + ((blocks * 4) + 511) / 512 * 512 + 512;
        var summed = Math.Max(512, (int)(((source.Length >> 24) + 511) / 512 * 512));
        var sum = file[batmap..(batmap + summed)].Aggregate(0u, (total, value) => total + value);
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(batmap - 512 + 24)).Should().Be(~sum);
    }

    [Fact]
    public async Task An_encrypted_file_is_not_encrypted_again()
    {
        var file = await WriteAsync(TestDisk.Source(TestDisk.Bytes(Block)));

        var again = () => WriteAsync(TestDisk.Source(file));

        (await again.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.AlreadyEncrypted);
    }

    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public async Task Equal_key_halves_are_refused(int length)
    {
        var half = TestDisk.Bytes(length / 2);

        await FluentActions.Awaiting(() => WriteAsync(TestDisk.Source(new byte[512]), [.. half, .. half])).Should().ThrowAsync<ArgumentException>().WithMessage("*halves*");
    }
}
