using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using IBMCloud.Primitives;
using static IBMCloud.DiskImages.Tests.EncryptedVhd.EncryptedVhdFile;

namespace IBMCloud.DiskImages.Tests.EncryptedVhd;

/// <summary>What is in the file, field by field, as vhd-util writes it.</summary>
public sealed class EncryptedVhdFormatTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    public async Task Another_reader_of_VHDs_sees_the_disk_encrypted_as_the_reference_does_it(int keyLength)
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Bytes(Block + 1536);
        var key = TestDisk.Bytes(keyLength, 5);
        var path = folder.Write("x.vhd", await WriteAsync(TestDisk.Source(disk), key));

        QemuImg.ReadRaw(folder, path, "vpc").Should().Equal(ReferenceXts.Encrypt(Padded(disk), key));
    }

    [Fact]
    public async Task Sample_key_of_the_documentation_has_its_documented_fingerprint()
    {
        using var key = SecretBytes.FromBase64("Nrfen98EpMxF2B+wdgLfagzrqvgUZfMK4vL2T0NsT20ihrsNC9pUUHtizF6218pze8RLCgQ6kwxuE58IWLzgDA=="u8);

        var layout = await EncryptedVhdImage.PrepareAsync(TestDisk.Source(new byte[512]), key, cancellationToken: TestContext.Current.CancellationToken);

        layout.KeyFingerprint.Should().Be("21681bba94f04b33b112f5f90a0faa885a6d1dbf1bd68ed16c5b995143088eda");
    }

    [Fact]
    public async Task Batmap_header_follows_the_table_and_carries_the_hash_of_the_key_with_a_zero_nonce()
    {
        var file = await WriteAsync(TestDisk.Source(TestDisk.Bytes(Block * 3)));

        var header = file.AsSpan(1536 + 512, 512);
        Encoding.ASCII.GetString(header[..8]).Should().Be("tdbatmap");
        BinaryPrimitives.ReadInt64BigEndian(header[8..]).Should().Be(1536 + 512 + 512);
        BinaryPrimitives.ReadInt32BigEndian(header[16..]).Should().Be(1);
        BinaryPrimitives.ReadInt32BigEndian(header[20..]).Should().Be(0x00010002);
        BinaryPrimitives.ReadUInt32BigEndian(header[24..]).Should().Be(~0b1110_0000u, "three full blocks, most significant bit first");
        header[29].Should().Be(1);
        header[30..62].ToArray().Should().AllBeEquivalentTo((byte)0);
        header[62..94].ToArray().Should().Equal(SHA256.HashData([.. new byte[32], .. Key]));
    }

    [Fact]
    public async Task Block_data_begin_at_a_multiple_of_4_KiB_with_a_stride_of_4104_sectors()
    {
        var file = await WriteAsync(TestDisk.Source(TestDisk.Bytes(Block * 3)));

        var entries = Enumerable.Range(0, 3).Select(i => BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(1536 + (i * 4)))).ToArray();
        entries.Should().OnlyContain(entry => entry % 8 == 7);
        entries[1].Should().Be(entries[0] + 4104);
        entries[2].Should().Be(entries[1] + 4104);
        file.Length.Should().Be((int)(entries[2] + 1 + 4096 + 1) * 512, "the footer follows the last block's data");
    }

    [Theory]
    [InlineData(512, Block)]
    [InlineData(Block - 512, Block)]
    [InlineData(Block, Block)]
    [InlineData(Block + 512, 2 * Block)]
    [InlineData((21 << 20) + 1536, 22 << 20)]
    public async Task Disk_is_rounded_up_to_whole_blocks(int length, int expected)
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Bytes(length);
        var file = await WriteAsync(TestDisk.Source(disk));

        QemuImg.VirtualSize(folder.Write("x.vhd", file), "vpc").Should().Be(expected);
        (await DecryptAsync(file)).Should().Equal(Padded(disk));
    }

    [Theory]
    [InlineData(22L << 20)]
    [InlineData(127L << 30)]
    [InlineData(2040L << 30)]
    public async Task Geometry_never_addresses_more_than_the_size(long length)
    {
        using var key = SecretBytes.CopyOf(Key);
        using var source = new SparseSource(length);
        var layout = await EncryptedVhdImage.PrepareAsync(source, key, cancellationToken: TestContext.Current.CancellationToken);
        using var image = EncryptedVhdImage.Open(source, layout, key);

        var footer = new byte[512];
        image.Read(image.Length - 512, footer);

        var chs = (long)BinaryPrimitives.ReadUInt16BigEndian(footer.AsSpan(56)) * footer[58] * footer[59] * 512;
        chs.Should().BePositive().And.BeLessThanOrEqualTo(length);
        BinaryPrimitives.ReadInt64BigEndian(footer.AsSpan(48)).Should().Be(length);
    }

    [Fact]
    public async Task Footer_and_its_copy_are_the_same()
    {
        var file = await WriteAsync(TestDisk.Source(TestDisk.Bytes(512)));

        file[..512].Should().Equal(file[^512..]);
        Encoding.ASCII.GetString(file[28..32]).Should().Be("tap\0");
    }
}
