namespace IBMCloud.E2E.Tool.Tests;

/// <summary>Keyslots and headers from the command line.</summary>
public sealed class LuksVerbsTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("luks1")]
    [InlineData("luks2")]
    public void A_second_key_is_added_and_the_first_one_removed(string format)
    {
        var image = _bench.Encrypt(format);

        ToolProcess.Run("luks", "add-key", image, "--key-file", _bench.Key, "--new-passphrase-file", _bench.Passphrase, "--kdf", "pbkdf2", "--kdf-iterations", "1000", "--keyslot", "3").MustSucceed()
            .Output.Should().Contain("keyslot 3");
        ToolProcess.Run("luks", "test-key", image, "--passphrase-file", _bench.Passphrase, "--json").MustSucceed().Output.Should().Be("{\"keyslot\":3}\n");
        ToolProcess.Run("luks", "remove-key", image, "--keyslot", "0").MustSucceed();

        ToolProcess.Run("luks", "test-key", image, "--key-file", _bench.Key).MustRefuse(3, "*");
        ToolProcess.Run("compare", image, _bench.Disk, "--passphrase-file", _bench.Passphrase).MustSucceed();
        ToolProcess.Run("luks", "remove-key", image, "--keyslot", "3").MustRefuse(1, "last");
    }

    [Fact]
    public void A_key_is_changed_without_encrypting_the_data_again()
    {
        var image = _bench.Encrypt("luks2");
        var data = File.ReadAllBytes(image).AsSpan(16 << 20).ToArray();

        ToolProcess.Run("luks", "change-key", image, "--key-file", _bench.Key, "--new-key-file", _bench.WrongKey).MustSucceed();

        File.ReadAllBytes(image).AsSpan(16 << 20).SequenceEqual(data).Should().BeTrue();
        ToolProcess.Run("compare", image, _bench.Disk, "--key-file", _bench.WrongKey).MustSucceed();
        ToolProcess.Run("luks", "change-key", image, "--key-file", _bench.Key, "--new-key-file", _bench.WrongKey).MustRefuse(3, "*");
    }

    [Fact]
    public void An_erased_container_opens_again_only_with_a_backup_of_its_header()
    {
        var image = _bench.Encrypt("luks2");
        ToolProcess.Run("luks", "backup-header", image, _bench["backup"]).MustSucceed();

        ToolProcess.Run("luks", "erase", image).MustRefuse(2, "--force");
        ToolProcess.Run("luks", "erase", image, "--force").MustSucceed();
        ToolProcess.Run("luks", "test-key", image, "--key-file", _bench.Key).MustRefuse(3, "backup");
        ToolProcess.Run("luks", "restore-header", image, _bench["backup"]).MustSucceed();

        ToolProcess.Run("compare", image, _bench.Disk, "--key-file", _bench.Key).MustSucceed();
    }

    [Fact]
    public void Costs_that_do_not_fit_the_container_are_a_usage_error()
    {
        var image = _bench.Encrypt("luks1");

        ToolProcess.Run("luks", "add-key", image, "--key-file", _bench.Key, "--new-key-file", _bench.WrongKey, "--kdf", "argon2id").MustRefuse(2, "no argon2id");
        ToolProcess.Run("luks", "add-key", image, "--key-file", _bench.Key, "--new-key-file", _bench.WrongKey, "--keyslot", "8").MustRefuse(2, "0 to 7");
        ToolProcess.Run("luks", "add-key", _bench.Disk, "--key-file", _bench.Key, "--new-key-file", _bench.WrongKey).MustRefuse(4, "LUKS header");
    }
}
