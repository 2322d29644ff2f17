using IBMCloud.DiskImages.Ext;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Ext;

public sealed class ExtFileSystemTests(ExtTree tree) : IClassFixture<ExtTree>
{
    private const int Size = 64 << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ext2", 2, "-b", "1024")]
    [InlineData("ext2", 2, "-b", "4096", "-r", "0")]
    [InlineData("ext2", 2, "-b", "1024", "-O", "^dir_index,^filetype,^sparse_super,^resize_inode", "-I", "128")]
    [InlineData("ext3", 3, "-b", "1024")]
    [InlineData("ext3", 3, "-b", "4096")]
    [InlineData("ext4", 4, "-b", "1024")]
    [InlineData("ext4", 4, "-b", "4096")]
    [InlineData("ext4", 4, "-b", "65536")]
    [InlineData("ext4", 4, "-O", "64bit,metadata_csum")]
    [InlineData("ext4", 4, "-O", "^64bit,^metadata_csum", "-I", "128")]
    [InlineData("ext4", 4, "-b", "1024", "-O", "^extent,^64bit")]
    [InlineData("ext4", 4, "-b", "1024", "-O", "inline_data")]
    [InlineData("ext4", 4, "-b", "4096", "-O", "inline_data", "-I", "1024")]
    [InlineData("ext4", 4, "-b", "1024", "-O", "meta_bg,^resize_inode")]
    [InlineData("ext4", 4, "-O", "bigalloc", "-b", "1024", "-C", "16384")]
    [InlineData("ext4", 4, "-O", "bigalloc", "-b", "4096", "-C", "65536")]
    [InlineData("ext4", 4, "-b", "1024", "-O", "sparse_super2,^resize_inode")]
    [InlineData("ext4", 4, "-O", "casefold,large_dir,metadata_csum_seed,metadata_csum")]
    [InlineData("ext4", 4, "-b", "1024", "-g", "1024", "-O", "^flex_bg")]
    public async Task Every_file_and_folder_that_mke2fs_wrote_is_read(string type, int generation, params string[] options)
    {
        using var folder = new TempFolder();
        var image = ExtImage.Make(folder, tree.Root, Size, type, [.. options, "-N", "4000"]);

        await ExtTree.CompareAsync(tree.Root, image);

        using var source = FileImageSource.Open(image);
        var files = await ExtFileSystem.OpenAsync(source, 0, source.Length, Cancel);
        files.Superblock.Generation.Should().Be(generation);
        files.Superblock.NeedsRecovery.Should().BeFalse();
    }

    [Theory]
    [InlineData("1024")]
    [InlineData("4096")]
    public async Task Folders_with_an_index_are_read(string blockSize)
    {
        using var folder = new TempFolder();
        var image = ExtImage.Make(folder, tree.Root, Size, "ext4", "-b", blockSize, "-N", "4000");
        ExtImage.IndexFolders(image);
        ExtImage.Debug(image, "stat /many").Should().Contain("0x8", "debugfs shows flags");
        ExtImage.Debug(image, "htree_dump /many").Should().Contain("Root node dump");

        await ExtTree.CompareAsync(tree.Root, image);
    }

    [Theory]
    [InlineData("/link-short", "/tiny")]
    [InlineData("/link-long", "/sub/folder/deep/file")]
    [InlineData("/link-absolute/deep/file", "/sub/folder/deep/file")]
    [InlineData("/sub/link-up", "/one-block")]
    [InlineData("/sub/folder/../../../../tiny", "/tiny")]
    [InlineData("//sub//folder/./deep/file", "/sub/folder/deep/file")]
    public async Task Links_lead_to_their_targets(string path, string target)
    {
        using var folder = new TempFolder();
        var (source, files) = await OpenAsync(folder);
        using (source)
        {
            var file = await files.FindAsync(path, Cancel);

            (await ExtTree.ReadAsync(file!)).Should().Equal(await ExtTree.ReadAsync((await files.FindAsync(target, Cancel))!));
        }
    }

    [Theory]
    [InlineData("/link-nowhere")]
    [InlineData("/tiny/below-a-file")]
    [InlineData("/absent")]
    [InlineData("/absent/../tiny")]
    public async Task What_is_not_there_is_not_found(string path)
    {
        using var folder = new TempFolder();
        var (source, files) = await OpenAsync(folder);
        using (source)
        {
            (await files.FindAsync(path, Cancel)).Should().BeNull();
            (await files.ListAsync(path, Cancel)).Should().BeNull();
        }
    }

    [Fact]
    public async Task Links_in_a_circle_are_an_error_and_no_hang()
    {
        using var folder = new TempFolder();
        var (source, files) = await OpenAsync(folder);
        using (source)
        {
            var find = async () => await files.FindAsync("/loop-a", Cancel);

            (await find.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.Corrupt);
        }
    }

    [Fact]
    public async Task Space_that_was_reserved_and_never_written_reads_as_zeros()
    {
        using var folder = new TempFolder();
        var small = Directory.CreateDirectory(folder["tree"]).FullName;
        File.WriteAllBytes(Path.Combine(small, "file"), []);
        var image = ExtImage.Make(folder, small, 8 << 20, "ext4", "-b", "1024");
        ExtImage.Debug(image, "fallocate /file 0 9");
        ExtImage.Debug(image, "set_inode_field /file size 10240");
        using var source = FileImageSource.Open(image);
        var files = await ExtFileSystem.OpenAsync(source, 0, source.Length, Cancel);

        (await ExtTree.ReadAsync((await files.FindAsync("/file", Cancel))!)).Should().Equal(new byte[10240]);
    }

    [Fact]
    public async Task A_file_system_inside_a_disk_is_read_at_its_place()
    {
        using var folder = new TempFolder();
        var small = Directory.CreateDirectory(folder["tree"]).FullName;
        File.WriteAllBytes(Path.Combine(small, "file"), TestDisk.Bytes(5000));
        var image = await File.ReadAllBytesAsync(ExtImage.Make(folder, small, 4 << 20), Cancel);
        byte[] disk = [.. TestDisk.Bytes(3 << 20), .. image, .. TestDisk.Bytes(1 << 20)];

        var files = await ExtFileSystem.OpenAsync(TestDisk.Source(disk), 3 << 20, image.Length, Cancel);

        (await ExtTree.ReadAsync((await files.FindAsync("/file", Cancel))!)).Should().Equal(TestDisk.Bytes(5000));
    }

    private async Task<(ImageSource Source, ExtFileSystem Files)> OpenAsync(TempFolder folder)
    {
        var source = FileImageSource.Open(ExtImage.Make(folder, tree.Root, Size, "ext4", "-b", "1024", "-N", "4000"));
        return (source, await ExtFileSystem.OpenAsync(source, 0, source.Length, Cancel));
    }
}
