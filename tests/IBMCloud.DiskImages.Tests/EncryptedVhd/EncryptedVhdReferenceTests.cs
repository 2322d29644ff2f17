using static IBMCloud.DiskImages.Tests.EncryptedVhd.EncryptedVhdFile;

namespace IBMCloud.DiskImages.Tests.EncryptedVhd;

/// <summary>Every byte of the file equals what an independent writer makes of the same disk, key, id and time.</summary>
public sealed class EncryptedVhdReferenceTests
{
    private static readonly Guid Id = new("0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0");
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly uint Seconds = (uint)(Time - new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds;

    [Theory]
    [InlineData(512, 64)]
    [InlineData(Block - 512, 32)]
    [InlineData(Block, 64)]
    [InlineData(Block + 512, 64)]
    [InlineData((5 * Block) + 1536, 32)]
    public async Task A_full_disk(int length, int keyLength) => await CompareAsync(TestDisk.Bytes(length), TestDisk.Bytes(keyLength, 9));

    [Fact]
    public async Task A_disk_with_blocks_of_zeros() => await CompareAsync(TestDisk.Sparse(7 * Block, (Block, 100), ((4 * Block) - 10, 20), ((6 * Block) + 512, 1)), Key);

    [Fact]
    public async Task A_disk_of_zeros() => await CompareAsync(new byte[3 * Block], Key);

    private static async Task CompareAsync(byte[] disk, byte[] key)
    {
        var options = new EncryptedVhdOptions { UniqueId = Id, TimeStamp = Time, ScanForZeroBlocks = true };

        var file = await WriteAsync(TestDisk.Source(disk), key, options);

        var expected = ReferenceEncryptedVhd.Write(disk, key, Id, Seconds);
        file.Length.Should().Be(expected.Length);
        file.AsSpan().CommonPrefixLength(expected).Should().Be(expected.Length, "the first byte that differs is named here");
    }
}
