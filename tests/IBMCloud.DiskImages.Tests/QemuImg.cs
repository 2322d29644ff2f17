using System.Text.Json;

namespace IBMCloud.DiskImages.Tests;

/// <summary>qemu-img as another reader and writer of images.</summary>
internal static class QemuImg
{
    public static string Run(params string[] arguments) => OutsideTool.Run(OutsideTool.Require("qemu-img"), arguments).MustSucceed().Output;

    /// <summary>
    /// Runs qemu-img where it makes a LUKS keyslot. It times its key derivation first, and gives up ("accurate CPU usage") where a coarse clock says
    /// that it took no time at all: that says nothing about the image, so it is asked again.
    /// </summary>
    public static void RunFormattingLuks(params string[] arguments)
    {
        var result = OutsideTool.Run(OutsideTool.Require("qemu-img"), arguments);
        for (var attempt = 1; attempt < 20 && result.Error.Contains("accurate CPU usage", StringComparison.Ordinal); attempt++)
        {
            result = OutsideTool.Run(OutsideTool.Require("qemu-img"), arguments);
        }

        result.MustSucceed();
    }

    public static int ExitCode(params string[] arguments) => OutsideTool.Run(OutsideTool.Require("qemu-img"), arguments).ExitCode;

    /// <summary>Writes <paramref name="disk"/> in a format and returns the file's path.</summary>
    public static string Convert(TempFolder folder, byte[] disk, string format, params string[] options)
    {
        OutsideTool.Require("qemu-img");
        var raw = folder.Write("plain.raw", disk);
        var path = folder["image." + format];
        Run(["convert", "-f", "raw", "-O", format, .. options, raw, path]);
        return path;
    }

    /// <summary>What qemu-img reads from a file.</summary>
    public static byte[] ReadRaw(TempFolder folder, string path, string format)
    {
        var raw = folder["read-by-qemu.raw"];
        Run("convert", "-f", format, "-O", "raw", path, raw);
        return File.ReadAllBytes(raw);
    }

    public static long VirtualSize(string path, string format)
    {
        using var json = JsonDocument.Parse(Run("info", "--output=json", "-f", format, path));
        return json.RootElement.GetProperty("virtual-size").GetInt64();
    }
}
