using System.Security.Cryptography;

namespace IBMCloud.Luks.Tests.Cryptography;

public sealed class LuksKdfBenchmarkTests
{
    // A machine that fills 1 GiB a second.
    private static TimeSpan OneGibibytePerSecond(LuksKdf kdf) => kdf is LuksKdf.Argon2id argon2
        ? TimeSpan.FromSeconds((double)argon2.Passes * argon2.MemoryKiB / (1 << 20))
        : TimeSpan.FromSeconds(((LuksKdf.Pbkdf2)kdf).Iterations / 1_000_000.0);

    [Fact]
    public void Memory_is_raised_before_passes()
    {
        LuksKdfBenchmark.FindArgon2id(TimeSpan.FromSeconds(2), 1 << 20, 4, OneGibibytePerSecond).Should().Be(new LuksKdf.Argon2id(4, 1 << 19, 4));
        LuksKdfBenchmark.FindArgon2id(TimeSpan.FromSeconds(8), 1 << 20, 4, OneGibibytePerSecond).Should().Be(new LuksKdf.Argon2id(8, 1 << 20, 4));
        LuksKdfBenchmark.FindArgon2id(TimeSpan.FromMilliseconds(10), 1 << 20, 1, OneGibibytePerSecond).Should().Be(new LuksKdf.Argon2id(4, 2621, 1));
    }

    [Fact]
    public void Iterations_fill_the_target_time_and_never_less_than_the_least() =>
        LuksKdfBenchmark.FindPbkdf2(TimeSpan.FromSeconds(2), HashAlgorithmName.SHA256, OneGibibytePerSecond).Iterations.Should().Be(2_000_000);

    [Fact]
    public async Task A_found_cost_makes_a_container_that_opens()
    {
        var found = await LuksKdfBenchmark.Argon2idAsync(TimeSpan.FromMilliseconds(20), 16_384, 1, TestContext.Current.CancellationToken);
        found.MemoryKiB.Should().BeInRange(32, 16_384);
        found.Passes.Should().BeGreaterThanOrEqualTo(4);
        using var passphrase = Containers.LuksWorld.Passphrase("correct horse");
        var image = Containers.LuksWorld.Image(512);
        var container = await Containers.LuksWorld.EncryptAsync(image, passphrase, new LuksFormatOptions { Kdf = found });
        (await Containers.LuksWorld.DecryptAsync(container, passphrase)).Should().Equal(image);
    }

    [Fact]
    public async Task A_bound_outside_its_range_is_refused()
    {
        await FluentActions.Awaiting(() => LuksKdfBenchmark.Argon2idAsync(TimeSpan.Zero).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await FluentActions.Awaiting(() => LuksKdfBenchmark.Argon2idAsync(maxMemoryKiB: 1).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await FluentActions.Awaiting(() => LuksKdfBenchmark.Argon2idAsync(lanes: 5).AsTask()).Should().ThrowAsync<ArgumentOutOfRangeException>();
    }
}
