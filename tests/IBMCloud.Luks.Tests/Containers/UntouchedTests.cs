using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>What the real cryptsetup does to a file of ours: nothing when it reads (it rewrites headers that it finds damaged), what was asked for when it writes.</summary>
public sealed class UntouchedTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly SecretBytes _passphrase = LuksWorld.Passphrase("first");
    private readonly SecretBytes _second = LuksWorld.Passphrase("second");
    private readonly byte[] _image = LuksWorld.Image(64 << 10);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _passphrase.Dispose();
        _second.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(RoundTripTests.Shapes), MemberType = typeof(RoundTripTests))]
    public async Task Reading_with_cryptsetup_never_changes_a_byte(string shape)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        var container = await LuksWorld.EncryptAsync(_image, _passphrase, RoundTripTests.Options(shape));
        string path = _folder.Write("container", container), key = _folder.Write("key", _passphrase.Span);
        string[][] reads =
        [
            ["isLuks", path], ["luksUUID", path], ["luksDump", path], ["luksDump", "--dump-volume-key", "--batch-mode", "--key-file", key, path],
            ["luksHeaderBackup", path, "--header-backup-file", _folder["backup"]], ["open", "--test-passphrase", "--key-file", key, path],
        ];
        foreach (var read in shape.StartsWith("luks2", StringComparison.Ordinal) ? reads.Append(["luksDump", "--dump-json-metadata", path]) : reads)
        {
            OutsideTool.Run(cryptsetup, read).MustSucceed();
            (await File.ReadAllBytesAsync(path, Ct)).AsSpan().SequenceEqual(container).Should().BeTrue($"'{read[0]}' only reads");
        }
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks2-4096")]
    [InlineData("luks1")]
    public async Task What_cryptsetup_changes_still_opens(string shape)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        string path = _folder.Write("container", await LuksWorld.EncryptAsync(_image, _passphrase, RoundTripTests.Options(shape)));
        string key = _folder.Write("key", _passphrase.Span), second = _folder.Write("second", _second.Span), backup = _folder["backup"];
        string[] cheap = ["--batch-mode", "--pbkdf", "pbkdf2", "--pbkdf-force-iterations", "1000"];
        List<(string[] Change, SecretBytes Opens)> changes =
        [
            (["luksAddKey", .. cheap, "--key-file", key, path, second], _passphrase),
            (["luksHeaderBackup", path, "--header-backup-file", backup], _second),
            (["luksKillSlot", "--batch-mode", "--key-file", second, path, "0"], _second),
            (["luksChangeKey", .. cheap, "--key-file", second, path, key], _passphrase),
            (["luksHeaderRestore", "--batch-mode", path, "--header-backup-file", backup], _second),
            (["luksUUID", "--batch-mode", "--uuid", "11111111-2222-3333-4444-555555555555", path], _passphrase),
            (["repair", "--batch-mode", path], _passphrase),
        ];
        if (shape != "luks1")
        {
            changes.Add((["config", "--label", "another", "--subsystem", "s", path], _passphrase));
            changes.Add((["config", "--priority", "prefer", "--key-slot", "0", path], _passphrase));
            changes.Add((["luksConvertKey", .. cheap, "--key-file", key, path], _passphrase));
        }

        foreach (var (change, opens) in changes)
        {
            OutsideTool.Run(cryptsetup, change).MustSucceed();
            var changed = await File.ReadAllBytesAsync(path, Ct);
            (await LuksWorld.DecryptAsync(changed, opens)).AsSpan(0, _image.Length).SequenceEqual(_image).Should().BeTrue($"it opens after '{change[0]}'");
            (await LuksContainer.InspectAsync(new MemoryImageSource(changed), Ct)).Warning.Should().BeNull();
        }
    }
}
