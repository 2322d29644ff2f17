namespace IBMCloud.E2E.Tool.Tests;

/// <summary>The real cryptsetup, qemu-img and kernel read what the tool wrote.</summary>
public sealed class InteropTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("luks2", "--kdf argon2id --kdf-memory 1024 --kdf-parallel 4")]
    [InlineData("luks2", "--kdf pbkdf2 --kdf-iterations 1000 --sector-size 4096")]
    [InlineData("luks2", "")]
    [InlineData("luks1", "")]
    public void Cryptsetup_opens_a_container_with_the_keys_base64_text(string format, string options)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        ToolProcess.Run(["encrypt", _bench.Disk, _bench["image"], "--format", format, "--key-file", _bench.Key, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).MustSucceed();
        var before = File.ReadAllBytes(_bench["image"]);

        OutsideTool.Run(cryptsetup, ["luksDump", _bench["image"]]).MustSucceed();
        OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", _bench.KeyText, _bench["image"]]).MustSucceed();

        File.ReadAllBytes(_bench["image"]).AsSpan().SequenceEqual(before).Should().BeTrue("cryptsetup found nothing to repair");
    }

    [Fact]
    public void Cryptsetup_takes_a_passphrase_file_as_the_tool_does()
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        ToolProcess.Run("encrypt", _bench.Disk, _bench["image"], "--format", "luks2", "--passphrase-file", _bench.Passphrase).MustSucceed();

        OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", _bench.Passphrase, _bench["image"]]).MustSucceed();
    }

    [Fact]
    public void The_tool_opens_what_cryptsetup_made()
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var image = _bench.Write("image", new byte[20 << 20]);
        OutsideTool.Run(cryptsetup, ["luksFormat", "--batch-mode", "--type", "luks2", "--pbkdf-memory", "65536", "--pbkdf-force-iterations", "4", "--key-file", _bench.KeyText, image]).MustSucceed();

        ToolProcess.Run("luks", "test-key", image, "--key-file", _bench.Key).MustSucceed().Output.Should().Contain("Keyslot 0");
        ToolProcess.Run("decrypt", image, _bench["plain"], "--key-file", _bench.Key).MustSucceed();
    }

    [Fact]
    public void Qemu_reads_a_LUKS1_container()
    {
        var qemu = OutsideTool.Require("qemu-img");
        _bench.Encrypt("luks1");

        OutsideTool.Run(qemu, ["convert", "--object", $"secret,id=s0,file={_bench.KeyText}", "--image-opts", $"driver=luks,key-secret=s0,file.filename={_bench["image"]}", "-O", "raw", _bench["plain"]])
            .MustSucceed();

        _bench.MustHoldDisk(_bench["plain"]);
    }

    [Fact]
    public void Qemu_finds_an_encrypted_qcow2_without_fault_and_identical_to_the_disk()
    {
        var qemu = OutsideTool.Require("qemu-img");
        _bench.Encrypt("qcow2");
        string[] secret = ["--object", $"secret,id=s0,file={_bench.Passphrase}"];
        var options = $"driver=qcow2,encrypt.key-secret=s0,file.filename={_bench["image"]}";

        OutsideTool.Run(qemu, ["check", .. secret, "--image-opts", options]).MustSucceed();
        OutsideTool.Run(qemu, ["convert", .. secret, "--image-opts", options, "-O", "raw", _bench["plain"]]).MustSucceed();

        _bench.MustHoldDisk(_bench["plain"]);
        OutsideTool.Run(qemu, ["info", "--output=json", _bench["image"]]).MustSucceed().Output.Should().Contain("\"encrypted\": true");
    }

    [Theory]
    [InlineData("luks1")]
    [InlineData("luks2")]
    public void The_kernel_maps_a_container_to_the_disk(string format)
    {
        KernelGuest.Require();
        ToolProcess.Run("encrypt", _bench.Disk, _bench["image"], "--format", format, "--key-file", _bench.Key).MustSucceed();

        KernelGuest.MustMap(_bench["image"], _bench.KeyText, _bench.Disk);
    }

    [Theory]
    [InlineData("vhd", "vpc")]
    [InlineData("vhd-fixed", "vpc")]
    [InlineData("qcow2", "qcow2")]
    public void Qemu_reads_a_converted_image(string format, string driver)
    {
        var qemu = OutsideTool.Require("qemu-img");
        ToolProcess.Run("convert", _bench.Disk, _bench["image"], "--format", format).MustSucceed();

        OutsideTool.Run(qemu, ["compare", "-f", "raw", "-F", driver, _bench.Disk, _bench["image"]]).MustSucceed();
    }

    [Theory]
    [InlineData("vpc", "subformat=dynamic,force_size=on")]
    [InlineData("vpc", "subformat=fixed,force_size=on")]
    [InlineData("qcow2", "compat=1.1")]
    public void An_image_of_qemu_is_encrypted_as_the_disk_in_it(string driver, string options)
    {
        var qemu = OutsideTool.Require("qemu-img");
        OutsideTool.Run(qemu, ["convert", "-f", "raw", "-O", driver, "-o", options, _bench.Disk, _bench["source"]]).MustSucceed();

        ToolProcess.Json("encrypt", _bench["source"], _bench["image"], "--format", "luks1", "--key-file", _bench.Key)
            .GetProperty("inputFormat").GetString().Should().StartWith(driver == "vpc" ? "vhd" : "qcow2");
        ToolProcess.Run("compare", _bench["image"], _bench.Disk, "--key-file", _bench.Key).MustSucceed();
        ToolProcess.Run("convert", _bench["source"], _bench["back"], "--format", "raw").MustSucceed();
        _bench.MustHoldDisk(_bench["back"]);
    }
}
