using IBMCloud.DiskImages.Ext;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Ext;

/// <summary>A folder with every shape of file that an ext file system maps in a way of its own.</summary>
public sealed class ExtTree : IDisposable
{
    private readonly TempFolder _folder = new();

    public ExtTree() => Root = Create(_folder);

    /// <summary>The folder.</summary>
    public string Root { get; }

    public void Dispose() => _folder.Dispose();

    /// <summary>Past the reach of double indirect blocks of 1 KiB.</summary>
    private const long FarOffset = 70L << 20;

    private static string Create(TempFolder folder)
    {
        var tree = Directory.CreateDirectory(folder["tree"]).FullName;
        Write(tree, "empty", []);
        Write(tree, "tiny", "a few bytes"u8.ToArray());
        Write(tree, "inline-with-attribute", TestDisk.Bytes(130));
        Write(tree, "one-block", TestDisk.Bytes(1000));
        Write(tree, "several-blocks", TestDisk.Bytes(300_000));
        Write(tree, "sub/folder/deep/file", TestDisk.Bytes(5000, 3));
        Holes(tree, "far", (0, 3000), (FarOffset, 5000));
        Holes(tree, "fragments", [.. Enumerable.Range(0, 600).Select(i => (i * 16_384L, 1024))]);
        Directory.CreateDirectory(Path.Combine(tree, "many"));
        for (var i = 0; i < 700; i++)
        {
            Write(tree, $"many/an-entry-with-a-rather-long-name-{i:d5}", []);
        }

        Directory.CreateDirectory(Path.Combine(tree, "nothing"));
        Link(tree, "link-short", "tiny");
        Link(tree, "link-long", "sub/../sub/./folder/../folder/deep/../../folder/deep/../deep/../deep/file");
        Link(tree, "link-absolute", "/sub/folder");
        Link(tree, "sub/link-up", "../one-block");
        Link(tree, "link-nowhere", "/not/there");
        Link(tree, "loop-a", "loop-b");
        Link(tree, "loop-b", "loop-a");
        return tree;
    }

    /// <summary>Compares every file and folder with what the reader sees.</summary>
    public static async Task CompareAsync(string tree, string image)
    {
        using var source = FileImageSource.Open(image);
        var files = await ExtFileSystem.OpenAsync(source, 0, source.Length, TestContext.Current.CancellationToken);
        foreach (var path in Directory.EnumerateFileSystemEntries(tree, "*", SearchOption.AllDirectories).Append(tree))
        {
            var name = "/" + Path.GetRelativePath(tree, path).TrimStart('.');
            // Of the many, some will do; links have tests of their own.
            if (new FileInfo(path).LinkTarget is not null || (name.StartsWith("/many/", StringComparison.Ordinal) && !name.EndsWith("13", StringComparison.Ordinal)))
            {
                continue;
            }

            if (Directory.Exists(path))
            {
                var listed = await files.ListAsync(name, TestContext.Current.CancellationToken);
                listed.Should().NotBeNull(name);
                listed!.Where(entry => entry != "lost+found").Order(StringComparer.Ordinal)
                    .Should().Equal(Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal), name);
            }
            else
            {
                var file = await files.FindAsync(name, TestContext.Current.CancellationToken);
                file.Should().NotBeNull(name);
                var expected = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
                (await ReadAsync(file!)).AsSpan().SequenceEqual(expected).Should().BeTrue(name);
            }
        }
    }

    // In pieces that do not fit blocks.
    internal static async Task<byte[]> ReadAsync(ExtFile file)
    {
        var bytes = new byte[file.Length];
        for (var at = 0; at < bytes.Length; at += 100_003)
        {
            await file.ReadAsync(at, bytes.AsMemory(at, Math.Min(100_003, bytes.Length - at)), TestContext.Current.CancellationToken);
        }

        return bytes;
    }

    private static void Write(string tree, string name, byte[] bytes)
    {
        var path = Path.Combine(tree, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private static void Link(string tree, string name, string target) => File.CreateSymbolicLink(Path.Combine(tree, name), target);

    private static void Holes(string tree, string name, params (long Offset, int Length)[] data)
    {
        using var file = File.Create(Path.Combine(tree, name));
        foreach (var (offset, length) in data)
        {
            file.Position = offset;
            file.Write(TestDisk.Bytes(length, (int)offset + 1));
        }
    }
}
