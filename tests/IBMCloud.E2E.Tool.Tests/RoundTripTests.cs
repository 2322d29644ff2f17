namespace IBMCloud.E2E.Tool.Tests;

public sealed class RoundTripTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    [InlineData("vhd")]
    [InlineData("qcow2")]
    public void What_was_encrypted_compares_equal_and_decrypts_to_the_disk(string format)
    {
        var image = _bench.Encrypt(format);

        ToolProcess.Run(["compare", image, _bench.Disk, .. _bench.KeyOption(format)]).MustSucceed().Output.Should().StartWith("Equal");
        ToolProcess.Run(["decrypt", image, _bench["plain"], .. _bench.KeyOption(format)]).MustSucceed();
        _bench.MustHoldDisk(_bench["plain"]);
        _bench.MustHoldOnly("image", "plain");
    }

    [Fact]
    public void Sectors_of_4096_bytes_and_argon2id_costs_are_what_was_asked_for()
    {
        var result = ToolProcess.Json("encrypt", _bench.Disk, _bench["image"], "--format", "luks2", "--passphrase-file", _bench.Passphrase,
            "--sector-size", "4096", "--kdf", "argon2id", "--kdf-iterations", "5", "--kdf-memory", "128", "--kdf-parallel", "2");

        result.GetProperty("sectorSize").GetInt32().Should().Be(4096);
        var keyslot = ToolProcess.Json("inspect", _bench["image"]).GetProperty("luks").GetProperty("keyslots")[0];
        keyslot.GetProperty("kdf").GetString().Should().Be("argon2id");
        keyslot.GetProperty("cost").GetString().Should().Contain("5 passes").And.Contain("128 KiB").And.Contain("2 lanes");
        ToolProcess.Run("decrypt", _bench["image"], _bench["plain"], "--passphrase-file", _bench.Passphrase).MustSucceed();
        _bench.MustHoldDisk(_bench["plain"]);
    }

    [Fact]
    public void The_default_container_is_the_documented_one()
    {
        var luks2 = ToolProcess.Json("encrypt", _bench.Disk, _bench["two"], "--format", "luks2", "--key-file", _bench.Key);
        luks2.GetProperty("sectorSize").GetInt32().Should().Be(512);
        luks2.GetProperty("outputSize").GetInt64().Should().Be(_bench.DiskBytes.Length + (16 << 20));
        luks2.GetProperty("kdf").GetRawText().Should().Be("""{"type":"argon2id","iterations":4,"memoryKiB":65536,"parallel":1}""");

        var luks1 = ToolProcess.Json("encrypt", _bench.Disk, _bench["one"], "--format", "luks1", "--key-file", _bench.Key);
        luks1.GetProperty("outputSize").GetInt64().Should().Be(_bench.DiskBytes.Length + (4 << 20), "the container of the documented flow is the image plus 4 MiB");
        luks1.GetProperty("kdf").GetRawText().Should().Be("""{"type":"pbkdf2","iterations":100000}""");
    }

    [Fact]
    public void A_key_file_and_a_passphrase_file_with_its_base64_text_open_the_same_container()
    {
        var image = _bench.Encrypt("luks1");

        ToolProcess.Run("compare", image, _bench.Disk, "--passphrase-file", _bench.KeyText).MustSucceed();
    }

    [Fact]
    public void A_key_may_come_through_a_pipe()
    {
        var image = _bench.Encrypt("luks1");

        ToolProcess.Shell("$tool compare $1 $2 --key-file <(cat $3)", image, _bench.Disk, _bench.Key).MustSucceed();
        ToolProcess.Shell("$tool compare $1 $2 --key-file - <$3", image, _bench.Disk, _bench.Key).MustSucceed();
    }

    [Fact]
    public void An_image_may_go_to_stdout()
    {
        ToolProcess.Shell("set -o pipefail; $tool encrypt $1 - --format vhd --key-file $2 | cat >$3", _bench.Disk, _bench.Key, _bench["image"]).MustSucceed()
            .Error.Should().StartWith("Encrypted").And.Contain("stdout");
        ToolProcess.Shell("set -o pipefail; $tool decrypt $1 - --key-file $2 | cat >$3", _bench["image"], _bench.Key, _bench["plain"]).MustSucceed();

        _bench.MustHoldDisk(_bench["plain"]);
    }

    [Fact]
    public void A_difference_is_told_with_its_place_and_exit_code_1()
    {
        var image = _bench.Encrypt("luks2");
        _bench.DiskBytes[1_000_000] ^= 1;
        var other = _bench.Write("other", _bench.DiskBytes);

        var result = ToolProcess.Run("compare", image, other, "--key-file", _bench.Key, "--json");

        result.ExitCode.Should().Be(1);
        result.Output.TrimEnd().Should().StartWith("""{"equal":false""").And.EndWith("\"firstDifference\":1000000}");
        result.Error.Should().BeEmpty("a difference is a result and no failure");
    }

    [Fact]
    public void A_container_opens_with_a_header_backup_after_its_header_was_lost()
    {
        var image = _bench.Encrypt("luks1");
        var bytes = File.ReadAllBytes(image);
        var header = _bench.Write("header", bytes.AsSpan(0, 4 << 20));
        bytes.AsSpan(0, 4 << 20).Clear();
        _bench.Write("image", bytes);

        ToolProcess.Run("decrypt", image, _bench["plain"], "--key-file", _bench.Key).MustRefuse(4, "LUKS header");
        ToolProcess.Run("decrypt", image, _bench["plain"], "--key-file", _bench.Key, "--header", header).MustSucceed();
        _bench.MustHoldDisk(_bench["plain"]);
    }

    [Fact]
    public void An_existing_file_is_replaced_only_with_force()
    {
        var image = _bench.Write("image", "mine"u8);

        ToolProcess.Run("encrypt", _bench.Disk, image, "--format", "vhd", "--key-file", _bench.Key).MustRefuse(1, "exists already*--force");
        File.ReadAllText(image).Should().Be("mine");
        ToolProcess.Run("encrypt", _bench.Disk, image, "--format", "vhd", "--key-file", _bench.Key, "--force").MustSucceed();
        ToolProcess.Run("compare", image, _bench.Disk, "--key-file", _bench.Key).MustSucceed();
    }

    [Fact]
    public void An_encrypted_image_is_encrypted_again_only_when_that_is_meant()
    {
        var once = _bench.Encrypt("luks1", "once");

        ToolProcess.Run("encrypt", once, _bench["twice"], "--format", "luks1", "--key-file", _bench.Key).MustRefuse(4, "encrypted already*--allow-encrypted-input");
        ToolProcess.Run("encrypt", once, _bench["twice"], "--format", "luks1", "--key-file", _bench.Key, "--allow-encrypted-input").MustSucceed();
        ToolProcess.Run("decrypt", _bench["twice"], _bench["back"], "--key-file", _bench.Key).MustSucceed();
        File.ReadAllBytes(_bench["back"]).Should().Equal(File.ReadAllBytes(once));
    }
}
