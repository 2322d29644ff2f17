namespace IBMCloud.DiskImages.Tests.Ext;

/// <summary>ext file systems that mke2fs makes from a folder.</summary>
internal static class ExtImage
{
    public static string Make(TempFolder folder, string tree, long size, string type = "ext4", params string[] options)
    {
        var program = OutsideTool.Require("mke2fs");
        var path = folder[$"{type}-{Guid.NewGuid():N}.img"];
        using (var file = File.Create(path))
        {
            file.SetLength(size);
        }

        OutsideTool.Run(program, ["-q", "-F", "-t", type, .. options, "-d", tree, path]).MustSucceed();
        return path;
    }

    /// <summary>Rewrites an image's folders with an index, as a kernel that added to them would have left them.</summary>
    public static void IndexFolders(string path)
    {
        // Exit 1: the file system was changed.
        OutsideTool.Run(OutsideTool.Require("e2fsck"), ["-fyD", path]).ExitCode.Should().BeLessThanOrEqualTo(1);
    }

    /// <summary>Runs a command of debugfs that changes an image.</summary>
    public static string Debug(string path, string command) =>
        OutsideTool.Run(OutsideTool.Require("debugfs"), ["-w", "-R", command, path]).MustSucceed().Output;
}
