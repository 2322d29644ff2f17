using System.Text.Json.Nodes;
using IBMCloud.Luks.Tests.Containers;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>What an untrusted header may make one opening spend, and how a user who trusts it raises that.</summary>
public sealed class LimitTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_costly_keyslot_opens_when_its_limit_is_raised()
    {
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        var container = await LuksWorld.EncryptAsync(HeaderForge.Image, passphrase, new() { Kdf = new LuksKdf.Argon2id(3, 1024, 1) });
        (await HeaderForge.VerdictAsync(container, options: new() { MaxKdfMemoryKiB = 1023 })).Should().Be(LuksError.LimitExceeded);
        (await HeaderForge.VerdictAsync(container, options: new() { MaxKdfWork = 3071 })).Should().Be(LuksError.LimitExceeded);
        (await HeaderForge.VerdictAsync(container, options: new() { MaxKdfMemoryKiB = 1024, MaxKdfWork = 3072 })).Should().BeNull();
    }

    [Fact]
    public async Task A_machine_without_the_memory_is_told()
    {
        var container = await HeaderForge.Luks2Async();
        Luks2Fault.Keyslots().Single(fault => fault.Name == "a-memory-2g").Apply(container);
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        var options = new LuksOpenOptions { MaxKdfMemoryKiB = int.MaxValue, MaxKdfWork = long.MaxValue };
        (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, passphrase, options)).Should().ThrowAsync<LuksException>())
            .Which.Message.Should().Contain("this machine has");
    }

    [Fact]
    public async Task A_derivation_that_takes_longer_than_allowed_is_stopped()
    {
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        var container = await HeaderForge.Luks2Async();
        HeaderForge.EditJson(container, root =>
        {
            var kdf = root["keyslots"]!["0"]!["kdf"]!;
            root["keyslots"]!["0"]!["kdf"] = new JsonObject { ["type"] = "argon2id", ["time"] = 1_000_000, ["memory"] = 65536, ["cpus"] = 2, ["salt"] = kdf["salt"]!.DeepClone() };
        });
        var options = new LuksOpenOptions { MaxKdfWork = long.MaxValue, MaxKdfTime = TimeSpan.FromMilliseconds(50) };
        (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, passphrase, options)).Should().ThrowAsync<LuksException>())
            .Which.Message.Should().Contain("MaxKdfTime");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Iterations_that_would_take_longer_than_allowed_are_refused_before(int version)
    {
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        var container = version == 1 ? await HeaderForge.Luks1Async() : await HeaderForge.Luks2Async();
        (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, passphrase, new() { MaxKdfTime = TimeSpan.FromTicks(1) })).Should().ThrowAsync<LuksException>())
            .Which.Message.Should().Contain("MaxKdfTime");
        (await HeaderForge.VerdictAsync(container, options: new() { MaxKdfTime = TimeSpan.FromMinutes(5) })).Should().BeNull();
    }

    [Fact]
    public async Task A_larger_header_or_more_keyslots_than_allowed_are_refused_by_the_options_name()
    {
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        var container = await LuksWorld.EncryptAsync(HeaderForge.Image, passphrase, new() { HeaderSize = 1 << 20, Kdf = LuksWorld.CheapPbkdf2 });
        (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, passphrase, new() { MaxJsonSize = 1_000_000 })).Should().ThrowAsync<LuksException>())
            .Which.Message.Should().Contain("MaxJsonSize");
        (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, passphrase, new() { MaxKeyslots = 0 })).Should().ThrowAsync<LuksException>())
            .Which.Message.Should().Contain("MaxKeyslots");
        (await HeaderForge.VerdictAsync(container, options: new() { MaxJsonSize = (1 << 20) - 4096, MaxKeyslots = 1 })).Should().BeNull();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Opening_reads_the_headers_and_the_keyslots_that_are_tried_and_no_more(int version)
    {
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        using var file = new CountingSource(version == 1 ? await HeaderForge.Luks1Async() : await HeaderForge.Luks2Async());
        await using var disk = await LuksContainer.OpenAsync(file, passphrase, cancellationToken: Ct);
        file.BytesRead.Should().BeLessThan(200_000, "two headers of 16 KiB and one keyslot of 128,000 bytes");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_named_keyslot_that_is_not_in_use_is_told_as_that(int version)
    {
        var container = version == 1 ? await HeaderForge.Luks1Async() : await HeaderForge.Luks2Async();
        (await HeaderForge.VerdictAsync(container, options: new() { Keyslot = 5 })).Should().Be(LuksError.WrongKeyslot);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_refusal_names_the_option_that_raises_the_limit(int version)
    {
        var container = version == 1 ? await HeaderForge.Luks1Async() : await HeaderForge.Luks2Async();
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, passphrase, new() { MaxPbkdf2Iterations = 999 })).Should().ThrowAsync<LuksException>())
            .Which.Message.Should().Contain("MaxPbkdf2Iterations");
    }

    [Fact]
    public async Task Many_keyslots_together_stay_within_one_limit()
    {
        using SecretBytes right = LuksWorld.Passphrase(HeaderForge.Right), wrong = LuksWorld.Passphrase("wrong");
        var container = await LuksWorld.EncryptAsync(HeaderForge.Image, right, new() { Kdf = new LuksKdf.Argon2id(1, 64, 1) });
        HeaderForge.EditJson(container, root =>
        {
            for (var slot = 1; slot < 32; slot++)
            {
                var copy = root["keyslots"]!["0"]!.DeepClone();
                copy["area"]!["offset"] = (32768 + slot * 258_048).ToString(System.Globalization.CultureInfo.InvariantCulture);
                root["keyslots"]![$"{slot}"] = copy;
                root["digests"]!["0"]!["keyslots"]!.AsArray().Add((JsonNode)$"{slot}");
            }
        });
        await ThrowsAsync(LuksError.WrongPassphrase, new() { MaxKdfWork = 32 * 64 });
        await ThrowsAsync(LuksError.LimitExceeded, new() { MaxKdfWork = 31 * 64 });

        async Task ThrowsAsync(LuksError reason, LuksOpenOptions options) =>
            (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, wrong, options)).Should().ThrowAsync<LuksException>()).Which.Reason.Should().Be(reason);
    }

    [Fact]
    public async Task A_broken_keyslot_does_not_hide_a_good_one_behind_it()
    {
        using SecretBytes right = LuksWorld.Passphrase(HeaderForge.Right), other = LuksWorld.Passphrase("other");
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, await LuksWorld.EncryptAsync(HeaderForge.Image, other, RoundTripTests.Options("luks2")), Ct);
            using (var keyslots = LuksKeyslots.Open(path))
            {
                await keyslots.AddAsync(other, right, new() { Kdf = LuksWorld.CheapPbkdf2 }, Ct);
            }

            var container = await File.ReadAllBytesAsync(path, Ct);
            HeaderForge.EditJson(container, root => root["keyslots"]!["0"]!["kdf"]!["type"] = "scrypt");
            (await HeaderForge.VerdictAsync(container)).Should().BeNull();
            using var neither = LuksWorld.Passphrase("neither");
            var both = (await FluentActions.Awaiting(() => LuksWorld.DecryptAsync(container, neither)).Should().ThrowAsync<LuksException>()).Which;
            both.Reason.Should().Be(LuksError.Unsupported, "the keyslot that could not be tried may be the right one");
            both.Message.Should().Contain("1 of the container's keyslots do not open with this passphrase").And.Contain("keyslot 0 could not be tried").And.Contain("scrypt");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task Opening_can_be_cancelled()
    {
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var container = new MemoryImageSource(await HeaderForge.Luks2Async());
        await FluentActions.Awaiting(() => LuksContainer.OpenAsync(container, passphrase, cancellationToken: cancelled.Token).AsTask()).Should().ThrowAsync<OperationCanceledException>();
    }
}
