using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

public sealed class RoundTripTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Shapes => ["luks2", "luks2-4096", "luks2-pbkdf2", "luks2-argon2i", "luks2-aes128", "luks2-sha512", "luks2-tight", "luks1", "luks1-sha512", "luks1-aes128"];

    internal static LuksFormatOptions Options(string shape) => shape switch
    {
        "luks2" => new() { Kdf = LuksWorld.CheapArgon2 },
        "luks2-4096" => new() { Kdf = LuksWorld.CheapArgon2, SectorSize = 4096 },
        "luks2-pbkdf2" => new() { Kdf = LuksWorld.CheapPbkdf2, Label = "a label", Subsystem = "tests" },
        "luks2-argon2i" => new() { Kdf = new LuksKdf.Argon2i(2, 128, 4) },
        "luks2-aes128" => new() { Kdf = LuksWorld.CheapArgon2, KeySize = 32 },
        "luks2-sha512" => new() { Kdf = LuksWorld.CheapArgon2, Hash = HashAlgorithmName.SHA512 },
        "luks2-tight" => new() { Kdf = LuksWorld.CheapArgon2, PayloadOffset = 1 << 20 },
        "luks1" => new() { Version = LuksVersion.Luks1, Kdf = LuksWorld.CheapPbkdf2 },
        "luks1-sha512" => new() { Version = LuksVersion.Luks1, Hash = HashAlgorithmName.SHA512, Kdf = new LuksKdf.Pbkdf2(HashAlgorithmName.SHA512, 1000) },
        _ => new() { Version = LuksVersion.Luks1, KeySize = 32, Kdf = LuksWorld.CheapPbkdf2 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task What_is_encrypted_decrypts_to_the_same_image(string shape)
    {
        var image = LuksWorld.Image(70_144);
        using var passphrase = LuksWorld.Passphrase("a passphrase");
        var container = await LuksWorld.EncryptAsync(image, passphrase, Options(shape));
        var plain = await LuksWorld.DecryptAsync(container, passphrase);
        plain.Take(image.Length).Should().Equal(image);
        plain.Skip(image.Length).All(b => b == 0).Should().BeTrue("a rounded-up last sector holds encrypted zeros");
    }

    [Theory]
    [InlineData("luks1", 4 << 20)]
    [InlineData("luks2", 16 << 20)]
    public async Task The_container_is_the_image_plus_its_header(string shape, int header)
    {
        using var passphrase = LuksWorld.Passphrase("p");
        (await LuksWorld.EncryptAsync(LuksWorld.Image(5120), passphrase, Options(shape))).Should().HaveCount(header + 5120);
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks2-4096")]
    [InlineData("luks1")]
    public async Task Any_range_in_any_order_gives_the_same_bytes(string shape)
    {
        var image = LuksWorld.Image(300_032);
        using var passphrase = LuksWorld.Passphrase("p");
        using var source = new MemoryImageSource(image);
        var layout = await LuksImage.PrepareAsync(source, passphrase, Options(shape), Ct);
        await using var view = await LuksImage.OpenAsync(source, layout, passphrase, Ct);
        var whole = new byte[view.Length];
        view.Read(0, whole);
        var random = new Random(7);
        await Parallel.ForAsync(0, 200, Ct, async (_, token) =>
        {
            int offset, length;
            lock (random)
            {
                offset = random.Next(4) == 0 ? random.Next(whole.Length) : (int)layout.PayloadOffset - 5000 + random.Next(whole.Length - (int)layout.PayloadOffset + 5000);
                length = random.Next(1, 20_000);
            }

            var part = new byte[length];
            var read = offset % 2 == 0 ? view.Read(offset, part) : await view.ReadAsync(offset, part, token);
            read.Should().Be(Math.Min(length, whole.Length - offset));
            part.AsSpan(0, read).SequenceEqual(whole.AsSpan(offset, read)).Should().BeTrue($"bytes {offset} to {offset + read} must not depend on how they are read");
        });
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task A_layout_from_a_journal_gives_the_same_bytes_again(string shape)
    {
        var image = LuksWorld.Image(9216);
        using var passphrase = LuksWorld.Passphrase("p");
        using var source = new MemoryImageSource(image);
        var layout = await LuksImage.PrepareAsync(source, passphrase, Options(shape), Ct);
        var json = layout.ToJson();
        json.Length.Should().BeLessThan(400_000, "the journal keeps it");
        await using var first = await LuksImage.OpenAsync(source, layout, passphrase, Ct);
        await using var second = await LuksImage.OpenAsync(new MemoryImageSource(image), LuksLayout.FromJson(json), passphrase, Ct);
        byte[] one = new byte[first.Length], other = new byte[second.Length];
        first.Read(0, one);
        second.Read(0, other);
        other.AsSpan().SequenceEqual(one).Should().BeTrue();
    }

    [Fact]
    public async Task A_layout_that_was_changed_is_refused()
    {
        using var passphrase = LuksWorld.Passphrase("p");
        using var source = new MemoryImageSource(LuksWorld.Image(512));
        var json = (await LuksImage.PrepareAsync(source, passphrase, Options("luks2"), Ct)).ToJson();
        foreach (var changed in new[]
                 {
                     json.Replace("\"sourceLength\":512", "\"sourceLength\":1024", StringComparison.Ordinal),
                     json.Replace("\"sectorSize\":512", "\"sectorSize\":513", StringComparison.Ordinal),
                     json.Replace("\"offset\":0", "\"offset\":512", StringComparison.Ordinal),
                     json[..100],
                     "null",
                 })
        {
            FluentActions.Invoking(() => LuksLayout.FromJson(changed)).Should().Throw<LuksException>().Which.Reason.Should().Be(LuksError.LayoutMismatch);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(511)]
    [InlineData(1000)]
    public async Task An_image_that_is_no_whole_sectors_is_refused(int length)
    {
        using var passphrase = LuksWorld.Passphrase("p");
        using var source = new MemoryImageSource(new byte[length]);
        (await FluentActions.Awaiting(() => LuksImage.PrepareAsync(source, passphrase, cancellationToken: Ct).AsTask()).Should().ThrowAsync<LuksException>())
            .Which.Reason.Should().Be(LuksError.InvalidImage);
    }

    [Fact]
    public async Task A_container_is_not_encrypted_again_unless_it_is_meant()
    {
        using var passphrase = LuksWorld.Passphrase("p");
        var container = await LuksWorld.EncryptAsync(LuksWorld.Image(512), passphrase, Options("luks2-tight"));
        (await FluentActions.Awaiting(() => LuksWorld.EncryptAsync(container, passphrase, Options("luks2-tight"))).Should().ThrowAsync<LuksException>())
            .Which.Reason.Should().Be(LuksError.AlreadyEncrypted);
        var twice = await LuksWorld.EncryptAsync(container, passphrase, new() { Kdf = LuksWorld.CheapArgon2, PayloadOffset = 1 << 20, AllowEncryptedInput = true });
        (await LuksWorld.DecryptAsync(twice, passphrase)).AsSpan().SequenceEqual(container).Should().BeTrue();
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task A_wrong_passphrase_is_told_apart_from_a_damaged_header(string shape)
    {
        using var passphrase = LuksWorld.Passphrase("right");
        using var wrong = LuksWorld.Passphrase("right\n");
        var container = await LuksWorld.EncryptAsync(LuksWorld.Image(512), passphrase, Options(shape));
        (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, wrong)).Should().ThrowAsync<LuksException>())
            .Which.Reason.Should().Be(LuksError.WrongPassphrase);
    }

    [Fact]
    public async Task A_damaged_primary_header_opens_from_the_secondary_and_says_so()
    {
        using var passphrase = LuksWorld.Passphrase("p");
        var image = LuksWorld.Image(1024);
        var container = await LuksWorld.EncryptAsync(image, passphrase, Options("luks2"));
        container.AsSpan(0, 16384).Clear();
        (await LuksWorld.DecryptAsync(container, passphrase)).Should().Equal(image);
        (await LuksContainer.InspectAsync(new MemoryImageSource(container), Ct)).Warning.Should().Contain("primary");
        container.AsSpan(16384, 16384).Clear();
        (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, passphrase)).Should().ThrowAsync<LuksException>())
            .Which.Reason.Should().Be(LuksError.NotLuks);
    }

    [Theory]
    [InlineData("luks2")]
    [InlineData("luks1")]
    public async Task Inspect_tells_what_the_header_says(string shape)
    {
        using var passphrase = LuksWorld.Passphrase("p");
        var uuid = Guid.NewGuid();
        var options = Options(shape);
        var container = await LuksWorld.EncryptAsync(
            LuksWorld.Image(512), passphrase, new() { Version = options.Version, Kdf = options.Kdf, Uuid = uuid, Label = options.Version == LuksVersion.Luks2 ? "root disk" : null });
        var description = await LuksContainer.InspectAsync(new MemoryImageSource(container), Ct);
        description.Uuid.Should().Be(uuid.ToString("D"));
        description.Cipher.Should().Be("aes-xts-plain64");
        description.Keyslots.Should().ContainSingle().Which.KeySize.Should().Be(64);
        description.Warning.Should().BeNull();
    }
}
