using System.Security.Cryptography;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>Every combination that can be asked for opens with the real cryptsetup, which changes not a byte of it.</summary>
public sealed class CombinationTests
{
    private static readonly HashAlgorithmName[] Hashes = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA512];
    private static readonly int[] KeySizes = [32, 64];

    [Fact]
    public async Task Cryptsetup_opens_every_combination_of_luks1() => await JudgeAsync(
        from key in KeySizes
        from hash in Hashes
        from offset in new long?[] { null, 2 << 20 }
        select new LuksFormatOptions { Version = LuksVersion.Luks1, KeySize = key, Hash = hash, PayloadOffset = offset, Kdf = new LuksKdf.Pbkdf2(hash, 1000) });

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(2048)]
    [InlineData(4096)]
    public async Task Cryptsetup_opens_every_combination_of_luks2(int sectorSize) => await JudgeAsync(
        from key in KeySizes
        from hash in Hashes
        from kdf in new LuksKdf[] { LuksWorld.CheapPbkdf2, new LuksKdf.Pbkdf2(HashAlgorithmName.SHA512, 1000), new LuksKdf.Argon2id(4, 64, 2), new LuksKdf.Argon2i(4, 64, 1) }
        select new LuksFormatOptions { SectorSize = sectorSize, KeySize = key, Hash = hash, Kdf = kdf, PayloadOffset = 1 << 20 });

    private static async Task JudgeAsync(IEnumerable<LuksFormatOptions> combinations)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase("p");
        var key = folder.Write("key", "p"u8);
        foreach (var options in combinations)
        {
            var container = await LuksWorld.EncryptAsync(LuksWorld.Image(4096), passphrase, options);
            var path = folder.Write("container", container);
            OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", key, path]).MustSucceed();
            (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).AsSpan().SequenceEqual(container).Should().BeTrue();
        }
    }
}
