using IBMCloud.Luks.Tests.Containers;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Keyslots;

/// <summary>cryptsetup and this library change the keyslots of one container in turns.</summary>
public sealed class KeyslotInteropTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SecretBytes _first = LuksWorld.Passphrase("first");
    private readonly SecretBytes _second = LuksWorld.Passphrase("second");
    private readonly SecretBytes _third = LuksWorld.Passphrase("third");
    private readonly LuksKeyslotOptions _cheap = new() { Kdf = LuksWorld.CheapPbkdf2 };
    private readonly byte[] _image = LuksWorld.Image(1 << 20);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
        _third.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task Both_tools_add_and_remove_keys_in_one_container(string shape)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var path = _folder.Write("container", await LuksWorld.EncryptAsync(_image, _first, RoundTripTests.Options(shape)));
        string first = KeyFile("first", _first), second = KeyFile("second", _second), third = KeyFile("third", _third);

        OutsideTool.Run(cryptsetup, ["luksAddKey", "--batch-mode", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000", "--key-file", first, path, second]).MustSucceed();
        using (var keyslots = LuksKeyslots.Open(path))
        {
            (await keyslots.TestAsync(_second, cancellationToken: Ct)).Should().Be(1);
            (await keyslots.AddAsync(_second, _third, _cheap, Ct)).Should().Be(2);
            await keyslots.RemoveAsync(0, Ct);
        }

        var ours = await File.ReadAllBytesAsync(path, Ct);
        OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", third, path]).MustSucceed();
        OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", first, path]).ExitCode.Should().Be(2);
        (await File.ReadAllBytesAsync(path, Ct)).AsSpan().SequenceEqual(ours).Should().BeTrue("cryptsetup found nothing to repair");

        OutsideTool.Run(cryptsetup, ["luksKillSlot", "--batch-mode", "--key-file", third, path, "1"]).MustSucceed();
        (await LuksWorld.DecryptAsync(await File.ReadAllBytesAsync(path, Ct), _third)).AsSpan().SequenceEqual(_image).Should().BeTrue();
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task Both_tools_make_the_same_header_backup_and_restore_the_others(string shape)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var path = _folder.Write("container", await LuksWorld.EncryptAsync(_image, _first, RoundTripTests.Options(shape)));
        OutsideTool.Run(cryptsetup, ["luksHeaderBackup", path, "--header-backup-file", _folder["theirs"]]).MustSucceed();
        using (var container = FileImageSource.Open(path))
        {
            await LuksHeaderBackup.CreateAsync(container, _folder["ours"], Ct);
        }

        var backup = await File.ReadAllBytesAsync(_folder["ours"], Ct);
        (await File.ReadAllBytesAsync(_folder["theirs"], Ct)).AsSpan().SequenceEqual(backup).Should().BeTrue("both hold the same bytes");
        using (var keyslots = LuksKeyslots.Open(path))
        {
            await keyslots.EraseAsync(Ct);
        }

        OutsideTool.Run(cryptsetup, ["luksHeaderRestore", "--batch-mode", path, "--header-backup-file", _folder["ours"]]).MustSucceed();
        (await LuksWorld.DecryptAsync(await File.ReadAllBytesAsync(path, Ct), _first)).AsSpan().SequenceEqual(_image).Should().BeTrue();
    }

    [Theory]
    [InlineData("--type luks1 --hash sha1 --cipher aes-cbc-essiv:sha256 --key-size 256")]
    [InlineData("--type luks2 --luks2-metadata-size 4m --luks2-keyslots-size 2m --pbkdf pbkdf2")]
    [InlineData("--type luks2 --cipher aes-cbc-plain64 --key-size 128 --pbkdf pbkdf2 --keyslot-cipher aes-cbc-plain64 --keyslot-key-size 128")]
    public async Task Keys_of_a_container_that_cryptsetup_made_are_added_changed_and_removed(string how)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var path = _folder.Write("container", new byte[20 << 20]);
        string first = KeyFile("first", _first), second = KeyFile("second", _second), third = KeyFile("third", _third);
        OutsideTool.Run(cryptsetup, ["luksFormat", "--batch-mode", "--pbkdf-force-iterations", "1000", "--key-file", first, .. how.Split(' '), path]).MustSucceed();
        var cheap = new LuksKeyslotOptions { Kdf = how.Contains("sha1", StringComparison.Ordinal) ? new LuksKdf.Pbkdf2(System.Security.Cryptography.HashAlgorithmName.SHA1, 1000) : LuksWorld.CheapPbkdf2 };
        using (var keyslots = LuksKeyslots.Open(path))
        {
            await keyslots.AddAsync(_first, _second, cheap, Ct);
            await keyslots.ChangeAsync(_first, _third, cheap, Ct);
        }

        foreach (var (key, exit) in new[] { (first, 2), (second, 0), (third, 0) })
        {
            OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", key, path]).ExitCode.Should().Be(exit);
        }
    }

    [Fact]
    public async Task Tokens_and_unknown_members_survive_keyslot_work()
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var path = _folder.Write("container", await LuksWorld.EncryptAsync(_image, _first, RoundTripTests.Options("luks2")));
        const string token = """{"type":"vault","keyslots":["0"],"address":"https://vault.example/v1","retries":3}""";
        OutsideTool.Run(cryptsetup, ["token", "import", path], input: token).MustSucceed();
        using (var keyslots = LuksKeyslots.Open(path))
        {
            await keyslots.AddAsync(_first, _second, _cheap, Ct);
        }

        OutsideTool.Run(cryptsetup, ["token", "export", "--token-id", "0", path]).MustSucceed().Output.Should().Contain("\"retries\":3").And.Contain("vault.example");
        using (var keyslots = LuksKeyslots.Open(path))
        {
            await keyslots.RemoveAsync(0, Ct);
        }

        OutsideTool.Run(cryptsetup, ["token", "export", "--token-id", "0", path]).MustSucceed().Output.Should().Contain("\"keyslots\":[]");
    }

    private string KeyFile(string name, SecretBytes passphrase) => _folder.Write(name, passphrase.Span);
}
