using System.Buffers.Binary;
using IBMCloud.DiskImages.Ext;

namespace IBMCloud.DiskImages.Tests.Ext;

public sealed class BrokenExtTests
{
    private const int Superblock = 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0x18, 7u, DiskImageError.Corrupt)]
    [InlineData(0x18, uint.MaxValue, DiskImageError.Corrupt)]
    [InlineData(0x20, 0u, DiskImageError.Corrupt)]
    [InlineData(0x28, 0u, DiskImageError.Corrupt)]
    [InlineData(0x00, 0u, DiskImageError.Corrupt)]
    [InlineData(0x04, 0u, DiskImageError.Corrupt)]
    [InlineData(0x04, uint.MaxValue, DiskImageError.Truncated)]
    [InlineData(0x150, 1u, DiskImageError.Truncated)]
    [InlineData(0x58, 0u, DiskImageError.Corrupt)]
    [InlineData(0x58, 100u, DiskImageError.Corrupt)]
    [InlineData(0xFE, 0u, DiskImageError.Corrupt)]
    [InlineData(0x60, 0x8000_0000u, DiskImageError.Unsupported)]
    [InlineData(0x38, 0u, DiskImageError.WrongFormat)]
    public async Task A_superblock_that_cannot_be_is_refused(int offset, uint value, DiskImageError reason)
    {
        using var folder = new TempFolder();
        var image = await ImageAsync(folder);
        BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(Superblock + offset), value);

        var open = async () => await ExtFileSystem.OpenAsync(TestDisk.Source(image), 0, image.Length, Cancel);

        (await open.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(reason);
    }

    [Fact]
    public async Task A_file_system_larger_than_its_partition_is_truncated()
    {
        using var folder = new TempFolder();
        var image = await ImageAsync(folder);

        var open = async () => await ExtFileSystem.OpenAsync(TestDisk.Source(image), 0, image.Length - 1024, Cancel);

        (await open.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.Truncated);
    }

    [Theory]
    [InlineData("set_inode_field /folder/file block[0] 0")]
    [InlineData("set_inode_field /folder/file block[1] 0xFFFFFFFF")]
    [InlineData("set_inode_field /folder block[5] 0xFFFFFFFF")]
    [InlineData("set_inode_field /folder block[5] 0")]
    [InlineData("set_inode_field /folder size 0x7FFFFFFF")]
    [InlineData("set_inode_field /folder/file size 0xFFFFFFFFFFFFFFFF")]
    public async Task An_inode_that_cannot_be_is_an_error(string damage)
    {
        using var folder = new TempFolder();
        var tree = Tree(folder);
        var path = ExtImage.Make(folder, tree, 4 << 20, "ext4", "-b", "1024", "-O", "^metadata_csum");
        ExtImage.Debug(path, damage);
        var image = await File.ReadAllBytesAsync(path, Cancel);
        var files = await ExtFileSystem.OpenAsync(TestDisk.Source(image), 0, image.Length, Cancel);

        var read = async () => await (await files.FindAsync("/folder/file", Cancel))!.ReadAllAsync(1 << 20, Cancel);

        (await read.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().BeOneOf(DiskImageError.Corrupt, DiskImageError.LimitExceeded);
    }

    [Fact]
    public async Task A_file_above_its_limit_is_refused_before_anything_is_allocated()
    {
        using var folder = new TempFolder();
        var path = ExtImage.Make(folder, Tree(folder), 4 << 20, "ext4", "-b", "1024");
        ExtImage.Debug(path, "set_inode_field /folder/file size 0x7FFFFFFFFFF");
        var image = await File.ReadAllBytesAsync(path, Cancel);
        var files = await ExtFileSystem.OpenAsync(TestDisk.Source(image), 0, image.Length, Cancel);

        var read = async () => await (await files.FindAsync("/folder/file", Cancel))!.ReadAllAsync(1 << 20, Cancel);

        (await read.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.LimitExceeded);
    }

    [Fact]
    public async Task An_encrypted_file_is_refused_by_name()
    {
        using var folder = new TempFolder();
        var path = ExtImage.Make(folder, Tree(folder), 4 << 20, "ext4", "-b", "1024", "-O", "encrypt");
        ExtImage.Debug(path, "set_inode_field /folder/file flags 0x80800");
        var image = await File.ReadAllBytesAsync(path, Cancel);
        var files = await ExtFileSystem.OpenAsync(TestDisk.Source(image), 0, image.Length, Cancel);

        var find = async () => await files.FindAsync("/folder/file", Cancel);

        (await find.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.Unsupported);
    }

    private static string Tree(TempFolder folder)
    {
        var tree = Directory.CreateDirectory(folder["tree"]).FullName;
        Directory.CreateDirectory(Path.Combine(tree, "folder"));
        File.WriteAllBytes(Path.Combine(tree, "folder", "file"), TestDisk.Bytes(20_000));
        return tree;
    }

    private static async Task<byte[]> ImageAsync(TempFolder folder) =>
        await File.ReadAllBytesAsync(ExtImage.Make(folder, Tree(folder), 4 << 20, "ext4", "-O", "64bit"), Cancel);
}
