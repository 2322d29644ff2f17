using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>After everything is disposed, the process's memory is searched for what must not be in it any more.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class SecretResidueTests
{
    private const byte Mask = 0xA5;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_key_stays_in_memory(int version)
    {
        if (!File.Exists("/proc/self/maps"))
        {
            OutsideTool.Missing("/proc/self is not there");
        }

        var masked = await UseAsync(version);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        foreach (var (name, needle) in masked)
        {
            ProcessMemory.Find(needle, Mask).Should().BeEmpty($"the {name} is zeroed");
        }
    }

    [Fact]
    public async Task The_search_finds_a_key_that_is_kept()
    {
        using var kept = SecretBytes.Random(64);
        ProcessMemory.Find(Masked(kept.Span), Mask).Should().NotBeEmpty();
        await Task.CompletedTask;
    }

    /// <summary>Encrypts, decrypts and changes a keyslot, and gives the secrets it met in a form that is not theirs.</summary>
    private static async Task<List<(string Name, byte[] Masked)>> UseAsync(int version)
    {
        using var folder = new TempFolder();
        using var dek = SecretBytes.Random(32);
        using var passphrase = dek.ToBase64Utf8();
        using var second = SecretBytes.Random(40);
        using var source = new MemoryImageSource(LuksWorld.Image(1 << 16));
        var options = new LuksFormatOptions { Version = (LuksVersion)version, Kdf = version == 1 ? LuksWorld.CheapPbkdf2 : LuksWorld.CheapArgon2 };
        var layout = await LuksImage.PrepareAsync(source, passphrase, options, Ct);
        using (var view = await LuksImage.OpenAsync(source, layout, passphrase, Ct))
        {
            await ImageFileWriter.WriteAsync(view, folder["container"], cancellationToken: Ct);
        }

        using (var keyslots = LuksKeyslots.Open(folder["container"]))
        {
            await keyslots.AddAsync(passphrase, second, new() { Kdf = LuksWorld.CheapPbkdf2 }, Ct);
        }

        using var file = FileImageSource.Open(folder["container"]);
        using (var container = await LuksContainer.OpenAsync(file, second, cancellationToken: Ct))
        {
            var plain = new byte[container.Length];
            container.Read(0, plain);
        }

        var opened = await LuksOpening.OpenAsync(file, passphrase, LuksOpenOptions.Trusted, Ct);
        using var volumeKey = opened.VolumeKey;
        return
        [
            ("data key", Masked(dek.Span)),
            ("passphrase", Masked(passphrase.Span)),
            ("second passphrase", Masked(second.Span)),
            ("volume key's data half", Masked(volumeKey.Span[..32])),
            ("volume key's tweak half", Masked(volumeKey.Span[32..])),
        ];
    }

    private static byte[] Masked(ReadOnlySpan<byte> secret)
    {
        var masked = new byte[secret.Length];
        for (var i = 0; i < masked.Length; i++)
        {
            masked[i] = (byte)(secret[i] ^ Mask);
        }

        return masked;
    }
}
