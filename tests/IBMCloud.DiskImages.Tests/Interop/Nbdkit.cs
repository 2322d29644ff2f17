namespace IBMCloud.DiskImages.Tests.Interop;

/// <summary>nbdkit as another reader and maker of disks: what it serves is copied to a file.</summary>
internal static class Nbdkit
{
    /// <summary>Serves with these arguments and returns all bytes of the disk.</summary>
    public static byte[] Read(TempFolder folder, params string[] arguments)
    {
        OutsideTool.Require("qemu-img");
        var program = OutsideTool.Require("nbdkit");
        var copy = folder["read-by-nbdkit.raw"];
        File.Delete(copy);
        OutsideTool.Run(program, ["--exit-with-parent", "-U", "-", "-r", .. arguments, "--run", $"qemu-img convert -f raw -O raw \"$uri\" '{copy}'"]).MustSucceed();
        return File.ReadAllBytes(copy);
    }
}
