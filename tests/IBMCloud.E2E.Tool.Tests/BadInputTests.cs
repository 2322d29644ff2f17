using IBMCloud.DiskImages;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Tests;

/// <summary>Bad input gets its exit code and a clear sentence, and leaves nothing behind.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void An_empty_file_is_no_image() => EncryptMustRefuse(_bench.Write("bad", []), 4, "empty");

    [Fact]
    public void A_size_that_is_no_multiple_of_512_is_no_disk() => EncryptMustRefuse(_bench.Write("bad", new byte[1_000_000]), 4, "512-byte sectors");

    [Fact]
    public async Task A_VHD_that_was_cut_short_is_told()
    {
        var vhd = await VhdAsync();

        EncryptMustRefuse(_bench.Write("bad", vhd.AsSpan(0, vhd.Length - (2 << 20))), 4, "cut short");
    }

    [Fact]
    public async Task A_differencing_VHD_is_refused_by_name()
    {
        var vhd = await VhdAsync();
        foreach (var footer in (int[])[0, vhd.Length - 512])
        {
            // Disk type 4, and the checksum one less for a sum one more.
            vhd[footer + 63] = 4;
            vhd[footer + 67] -= 1;
        }

        EncryptMustRefuse(_bench.Write("bad", vhd), 4, "differencing");
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    [InlineData("vhd")]
    [InlineData("qcow2")]
    public void A_wrong_key_ends_with_3(string format)
    {
        var image = _bench.Encrypt(format);
        string[] wrong = format == "qcow2" ? ["--passphrase-file", _bench.WrongKey] : ["--key-file", _bench.WrongKey];

        ToolProcess.Run(["decrypt", image, _bench["plain"], .. wrong]).MustRefuse(3, "*");
        ToolProcess.Run(["compare", image, _bench.Disk, .. wrong]).MustRefuse(3, "*");
        _bench.MustHoldOnly("image");
    }

    [Fact]
    public void A_plain_image_is_not_decrypted()
    {
        ToolProcess.Run("decrypt", _bench.Disk, _bench["plain"], "--key-file", _bench.Key).MustRefuse(4, "LUKS header");
        _bench.MustHoldOnly();
    }

    [Fact]
    public void A_container_that_was_cut_short_is_told()
    {
        var image = _bench.Encrypt("luks2");
        using (var file = File.OpenWrite(image))
        {
            file.SetLength(1 << 20);
        }

        ToolProcess.Run("decrypt", image, _bench["plain"], "--key-file", _bench.Key).MustRefuse(4, "whole file");
        _bench.MustHoldOnly("image");
    }

    [Fact]
    public void An_image_that_is_not_there_is_named()
    {
        EncryptMustRefuse(_bench["missing"], 1, "missing' does not exist");
        ToolProcess.Run("inspect", _bench["missing"]).MustRefuse(1, "missing' does not exist");
        EncryptMustRefuse(_bench.Folder, 1, "is a folder");
    }

    [Theory]
    [InlineData("nowhere/image", "folder does not exist")]
    [InlineData("", "exists already")]
    public void An_output_that_cannot_be_written_is_named(string name, string message)
    {
        ToolProcess.Run("encrypt", _bench.Disk, _bench[name], "--format", "vhd", "--key-file", _bench.Key).MustRefuse(1, message);
        _bench.MustHoldOnly();
    }

    [Fact]
    public void A_folder_is_not_replaced_even_by_force() =>
        ToolProcess.Run("encrypt", _bench.Disk, _bench.Folder, "--format", "vhd", "--key-file", _bench.Key, "--force").MustRefuse(1, "is a folder");

    [Fact]
    public void A_folder_that_may_not_be_written_is_named()
    {
        // Not even root creates files here.
        if (!Directory.Exists("/proc/self"))
        {
            Assert.Skip("this system has no /proc");
        }

        ToolProcess.Run("encrypt", _bench.Disk, "/proc/image", "--format", "vhd", "--key-file", _bench.Key).MustRefuse(1, "be written");
    }

    [Theory]
    [InlineData("encrypt $1 $2 --format luks2 --key-file $3")]
    [InlineData("encrypt $1 $2 --format vhd --key-file $3")]
    [InlineData("decrypt $4 $2 --key-file $3")]
    public void A_full_disk_is_told_and_nothing_is_left(string arguments)
    {
        var luks = _bench.Encrypt("luks1");

        ToolProcess.Shell($"ulimit -f 1024; $tool {arguments}", _bench.Disk, _bench["out"], _bench.Key, luks).MustRefuse(1, "does not allow a file of");
        _bench.MustHoldOnly("image");
    }

    [Fact]
    public void A_closed_stdout_is_a_failure() =>
        ToolProcess.Shell("$tool encrypt $1 - --format luks1 --key-file $2 >/dev/full", _bench.Disk, _bench.Key).MustRefuse(1, "No space left");

    private void EncryptMustRefuse(string input, int exitCode, string message)
    {
        ToolProcess.Run("encrypt", input, _bench["out"], "--format", "luks2", "--key-file", _bench.Key).MustRefuse(exitCode, message);
        File.Exists(_bench["out"]).Should().BeFalse();
        Directory.EnumerateFiles(_bench.Folder, "*.partial").Should().BeEmpty();
    }

    private async Task<byte[]> VhdAsync()
    {
        await using var source = new MemoryImageSource(_bench.DiskBytes);
        await using var vhd = await DynamicVhdImage.OpenAsync(source, cancellationToken: TestContext.Current.CancellationToken);
        var bytes = new byte[vhd.Length];
        vhd.Read(0, bytes);
        return bytes;
    }
}
