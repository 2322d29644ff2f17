namespace IBMCloud.E2E.Tool.Tests;

public sealed class ConvertTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("raw", "raw")]
    [InlineData("vhd", "vhd-dynamic")]
    [InlineData("vhd-dynamic", "vhd-dynamic")]
    [InlineData("vhd-fixed", "vhd-fixed")]
    [InlineData("qcow2", "qcow2")]
    public void A_disk_survives_each_format(string format, string detected)
    {
        ToolProcess.Run("convert", _bench.Disk, _bench["image"], "--format", format).MustSucceed();

        ToolProcess.Json("inspect", _bench["image"]).GetProperty("format").GetString().Should().Be(detected);
        ToolProcess.Json("convert", _bench["image"], _bench["plain"], "--format", "raw").GetProperty("inputFormat").GetString().Should().Be(detected);
        _bench.MustHoldDisk(_bench["plain"]);
    }

    [Fact]
    public void Encrypted_images_are_not_converted() =>
        ToolProcess.Run("convert", _bench.Encrypt("vhd"), _bench["out"], "--format", "raw").MustRefuse(4, "ibmcloud-e2e decrypt");

    [Fact]
    public void An_existing_file_is_left_alone() =>
        ToolProcess.Run("convert", _bench.Disk, _bench.Write("mine", [1]), "--format", "qcow2").MustRefuse(1, "--force");
}
