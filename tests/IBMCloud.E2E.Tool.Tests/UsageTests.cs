namespace IBMCloud.E2E.Tool.Tests;

/// <summary>A command line that cannot be meant ends with 2, before any work.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("", "command")]
    [InlineData("bogus", "bogus")]
    [InlineData("encrypt", "either --key-file or --passphrase-file")]
    [InlineData("encrypt --key-file k", "required")]
    [InlineData("encrypt a b --key-file k", "--format")]
    [InlineData("encrypt a b --format luks3 --key-file k", "luks3")]
    [InlineData("encrypt a b --format luks2", "either --key-file or --passphrase-file")]
    [InlineData("encrypt a b --format luks2 --key-file k --passphrase-file p", "either --key-file or --passphrase-file")]
    [InlineData("encrypt a b --format luks2 --key-file k --kdf-iterations many", "many")]
    [InlineData("decrypt a b", "either --key-file or --passphrase-file")]
    [InlineData("compare a b", "either --key-file or --passphrase-file")]
    [InlineData("inspect", "INPUT")]
    [InlineData("emulator --port 70000", "70000")]
    public void A_wrong_command_line_is_explained(string arguments, string message) =>
        ToolProcess.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).MustRefuse(2, message);

    [Theory]
    [InlineData("luks1", "--sector-size 4096", "luks2 takes 512 or 4096")]
    [InlineData("luks2", "--sector-size 1000", "luks2 takes 512 or 4096")]
    [InlineData("luks1", "--kdf argon2id", "no argon2id")]
    [InlineData("luks1", "--kdf-memory 1024", "is for argon2id")]
    [InlineData("luks1", "--kdf-iterations 999", "1,000 to 50,000,000")]
    [InlineData("luks2", "--kdf-iterations 0", "1 to 1,024")]
    [InlineData("luks2", "--kdf-memory 31", "32 to 1,048,576")]
    [InlineData("luks2", "--kdf-memory 64 --kdf-parallel 9", "72 to 1,048,576")]
    [InlineData("luks2", "--kdf-parallel 65", "1 to 64")]
    [InlineData("luks2", "--kdf-time 2000 --kdf-iterations 4", "or --kdf-iterations")]
    [InlineData("vhd", "--kdf pbkdf2", "has none")]
    [InlineData("qcow2", "", "takes no --key-file")]
    public void Options_that_do_not_fit_each_other_are_explained(string format, string options, string message)
    {
        ToolProcess.Run(["encrypt", _bench.Disk, _bench["out"], "--format", format, "--key-file", _bench.Key, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
            .MustRefuse(2, message);
        _bench.MustHoldOnly();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(5000)]
    public void A_key_file_has_32_or_64_bytes(int length) =>
        ToolProcess.Run("encrypt", _bench.Disk, _bench["out"], "--format", "luks2", "--key-file", _bench.Write("bad", new byte[length])).MustRefuse(2, "bytes");

    [Fact]
    public void A_key_file_with_base64_text_is_told_apart() =>
        ToolProcess.Run("encrypt", _bench.Disk, _bench["out"], "--format", "luks2", "--key-file", _bench.KeyText).MustRefuse(2, "base64 -d");

    [Fact]
    public void A_key_with_equal_halves_is_no_key_for_XTS() =>
        ToolProcess.Run("encrypt", _bench.Disk, _bench["out"], "--format", "vhd", "--key-file", _bench.Write("bad", new byte[64])).MustRefuse(2, "halves");

    [Fact]
    public void A_VHD_takes_no_passphrase() =>
        ToolProcess.Run("encrypt", _bench.Disk, _bench["out"], "--format", "vhd", "--passphrase-file", _bench.Passphrase).MustRefuse(2, "raw bytes with --key-file");

    [Fact]
    public void An_empty_or_missing_passphrase_file_is_told()
    {
        ToolProcess.Run("encrypt", _bench.Disk, _bench["out"], "--format", "luks2", "--passphrase-file", _bench.Write("empty", [])).MustRefuse(2, "empty");
        ToolProcess.Run("encrypt", _bench.Disk, _bench["out"], "--format", "luks2", "--passphrase-file", _bench["missing"]).MustRefuse(2, "missing");
    }

    [Fact]
    public void What_is_read_is_never_replaced()
    {
        ToolProcess.Run("encrypt", _bench.Disk, _bench.Disk, "--format", "luks2", "--key-file", _bench.Key, "--force").MustRefuse(2, "would be replaced");
        ToolProcess.Run("encrypt", _bench.Disk, _bench.Key, "--format", "luks2", "--key-file", _bench.Key, "--force").MustRefuse(2, "would be replaced");
    }

    [Fact]
    public void Help_and_version_are_no_errors()
    {
        ToolProcess.Run("--help").MustSucceed().Output.Should().Contain("encrypt").And.Contain("emulator");
        ToolProcess.Run("encrypt", "--help").MustSucceed().Output.Should().Contain("--kdf-memory");
        ToolProcess.Run("--version").MustSucceed();
    }
}
