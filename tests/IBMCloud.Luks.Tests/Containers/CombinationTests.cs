using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>
/// Every combination that can be asked for opens with the real cryptsetup, and every one that cryptsetup makes opens here. All of them in CI; elsewhere some,
/// evenly chosen, unless IBMCLOUD_E2E_LUKS_COMBINATIONS says how many of each list.
/// </summary>
public sealed class CombinationTests
{
    private static readonly HashAlgorithmName[] Hashes = [HashAlgorithmName.SHA256, HashAlgorithmName.SHA512];
    private static readonly int[] KeySizes = [32, 64];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static int Count => HeavyCount.From("IBMCLOUD_E2E_LUKS_COMBINATIONS", 6);

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

    [Theory]
    [InlineData(16 << 10)]
    [InlineData(32 << 10)]
    [InlineData(64 << 10)]
    [InlineData(128 << 10)]
    [InlineData(256 << 10)]
    [InlineData(512 << 10)]
    [InlineData(1 << 20)]
    [InlineData(2 << 20)]
    [InlineData(4 << 20)]
    public async Task Cryptsetup_opens_every_header_size(int headerSize) => await JudgeAsync(
        [new() { HeaderSize = headerSize, Kdf = LuksWorld.CheapPbkdf2, Label = "a label" }]);

    [Theory]
    [InlineData(512)]
    [InlineData(1024)]
    [InlineData(2048)]
    [InlineData(4096)]
    public async Task Every_combination_that_cryptsetup_makes_of_luks2_opens(int sectorSize) => await OpenAsync(
        from cipher in new[] { "aes-xts-plain64 256", "aes-xts-plain64 512", "aes-xts-plain 512", "aes-cbc-essiv:sha256 128", "aes-cbc-essiv:sha256 192", "aes-cbc-essiv:sha256 256", "aes-cbc-plain64 256", "aes-cbc-plain 128" }
        from hash in new[] { "sha1", "sha256", "sha384", "sha512" }
        from kdf in new[] { "pbkdf2 --pbkdf-force-iterations 1000", "argon2i --pbkdf-force-iterations 4 --pbkdf-memory 64 --pbkdf-parallel 1", "argon2id --pbkdf-force-iterations 4 --pbkdf-memory 64 --pbkdf-parallel 4" }
        select $"--type luks2 --sector-size {sectorSize} --luks2-keyslots-size 512k --hash {hash} --pbkdf {kdf} --cipher {cipher.Replace(" ", " --key-size ", StringComparison.Ordinal)}");

    [Fact]
    public async Task Every_combination_that_cryptsetup_makes_of_luks1_opens() => await OpenAsync(
        from cipher in new[] { "aes-xts-plain64 256", "aes-xts-plain64 512", "aes-xts-plain 512", "aes-cbc-essiv:sha256 128", "aes-cbc-essiv:sha256 192", "aes-cbc-essiv:sha256 256", "aes-cbc-plain64 256", "aes-cbc-plain 128" }
        from hash in new[] { "sha1", "sha256", "sha384", "sha512" }
        select $"--type luks1 --pbkdf-force-iterations 1000 --hash {hash} --cipher {cipher.Replace(" ", " --key-size ", StringComparison.Ordinal)}");

    private static async Task JudgeAsync(IEnumerable<LuksFormatOptions> combinations)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase("p");
        var key = folder.Write("key", "p"u8);
        foreach (var options in Some(combinations))
        {
            var image = LuksWorld.Image(4096);
            var container = await LuksWorld.EncryptAsync(image, passphrase, options);
            var path = folder.Write("container", container);
            OutsideTool.Run(cryptsetup, ["open", "--test-passphrase", "--key-file", key, path]).MustSucceed();
            (await File.ReadAllBytesAsync(path, Ct)).AsSpan().SequenceEqual(container).Should().BeTrue();
            (await LuksWorld.DecryptAsync(container, passphrase)).Should().Equal(image);
        }
    }

    private static async Task OpenAsync(IEnumerable<string> combinations)
    {
        var cryptsetup = OutsideTool.Require("cryptsetup");
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase("p");
        var key = folder.Write("key", "p"u8);
        foreach (var how in Some(combinations))
        {
            var path = folder["container"];
            await using (var made = File.Create(path))
            {
                made.SetLength(6 << 20);
            }

            OutsideTool.Run(cryptsetup, ["luksFormat", "--batch-mode", "--key-file", key, .. how.Split(' '), path]).MustSucceed();
            using var file = FileImageSource.Open(path);
            await using var disk = await LuksContainer.OpenAsync(file, passphrase, cancellationToken: Ct);

            // Both sides agree on the volume key: what is decrypted here is what cryptsetup's key decrypts to.
            OutsideTool.Run(cryptsetup, ["luksDump", path, "--dump-volume-key", "--batch-mode", "--key-file", key, "--volume-key-file", folder["volume-key"]]).MustSucceed();
            var description = await LuksContainer.InspectAsync(file, Ct);
            using var cipher = SectorCipher.Create(description.Cipher, await File.ReadAllBytesAsync(folder["volume-key"], Ct), description.SectorSize);
            File.Delete(folder["volume-key"]);
            byte[] raw = new byte[8192], expected = new byte[8192], actual = new byte[8192];
            file.Read(description.PayloadOffset, raw);
            cipher.Decrypt(0, raw, expected);
            disk.Read(0, actual);
            actual.AsSpan().SequenceEqual(expected).Should().BeTrue(how);
        }
    }

    private static IEnumerable<T> Some<T>(IEnumerable<T> combinations)
    {
        var all = combinations.ToList();
        var count = Math.Min(Count, all.Count);
        return Enumerable.Range(0, count).Select(i => all[(int)((long)i * all.Count / count)]);
    }
}
