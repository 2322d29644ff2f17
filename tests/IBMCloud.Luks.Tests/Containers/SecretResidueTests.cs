using IBMCloud.Luks.Tests.Keyslots;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>After everything is disposed, the process's memory is searched for what must not be in it any more.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class SecretResidueTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<int, string> Failures
    {
        get
        {
            var failures = new TheoryData<int, string>();
            foreach (var version in (int[])[1, 2])
            {
                foreach (var failure in (string[])["a wrong passphrase", "a limit that is met after the key was there", "a source that fails", "a keyslot that cannot be written", "a cancelled opening"])
                {
                    failures.Add(version, failure);
                }
            }

            return failures;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_key_stays_in_memory(int version) => (await UseAsync(version)).MustBeGone();

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_key_stays_in_memory_after_a_failure(int version, string failure) => (await FailAsync(version, failure)).MustBeGone();

    [Fact]
    public async Task The_search_finds_a_key_that_is_kept()
    {
        using var kept = SecretBytes.Random(64);
        new SecretResidue().With("kept key", kept.Span).Invoking(residue => residue.MustBeGone()).Should().Throw<Xunit.Sdk.XunitException>();
        await Task.CompletedTask;
    }

    /// <summary>Encrypts, decrypts and changes a keyslot.</summary>
    private static async Task<SecretResidue> UseAsync(int version)
    {
        using var folder = new TempFolder();
        using var dek = SecretBytes.Random(32);
        using var passphrase = dek.ToBase64Utf8();
        using var second = SecretBytes.Random(40);
        using var source = new MemoryImageSource(LuksWorld.Image(1 << 16));
        var layout = await LuksImage.PrepareAsync(source, passphrase, Options(version), Ct);
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

        return await new SecretResidue().With("data key", dek.Span).With("passphrase", passphrase.Span).With("second passphrase", second.Span).WithKeysOfAsync(file, passphrase, Ct);
    }

    private static async Task<SecretResidue> FailAsync(int version, string failure)
    {
        using SecretBytes passphrase = SecretBytes.Random(44), other = SecretBytes.Random(40);
        var image = LuksWorld.Image(1 << 16);
        using var source = new FailingSource(image);
        var layout = await LuksImage.PrepareAsync(source, passphrase, Options(version), Ct);
        byte[] container;
        await using (var view = await LuksImage.OpenAsync(source, layout, passphrase, Ct))
        {
            container = new byte[view.Length];
            view.Read(0, container);
            if (failure == "a source that fails")
            {
                source.Fail = true;
                await FluentActions.Awaiting(() => view.ReadAsync(layout.PayloadOffset, new byte[5000], Ct).AsTask()).Should().ThrowAsync<IOException>();
            }
        }

        using var file = new MemoryImageSource(container);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var work = failure switch
        {
            "a wrong passphrase" => FluentActions.Awaiting(() => LuksContainer.OpenAsync(file, other, cancellationToken: Ct).AsTask()),

            // LUKS2: the keyslot's Argon2 costs no PBKDF2 iterations, the digest's then do. LUKS1: 1,000 for the keyslot are within the limit, its digest's are made more.
            "a limit that is met after the key was there" => FluentActions.Awaiting(() => LuksContainer.OpenAsync(Costly(container, version), passphrase, new() { MaxPbkdf2Iterations = version == 1 ? 1000 : 999 }, Ct).AsTask()),
            "a cancelled opening" => FluentActions.Awaiting(() => LuksContainer.OpenAsync(file, passphrase, cancellationToken: cancelled.Token).AsTask()),
            "a keyslot that cannot be written" => FluentActions.Awaiting(async () =>
            {
                using var keyslots = new LuksKeyslots(new InterruptedStore([.. container], 0, Unflushed.Lost));
                await keyslots.AddAsync(passphrase, other, new() { Kdf = LuksWorld.CheapPbkdf2 }, Ct);
            }),
            _ => FluentActions.Awaiting(() => Task.FromException(new IOException())),
        };
        await work.Should().ThrowAsync<Exception>();
        return await new SecretResidue().With("passphrase", passphrase.Span).With("other passphrase", other.Span).WithKeysOfAsync(file, passphrase, Ct);
    }

    private static MemoryImageSource Costly(byte[] container, int version)
    {
        byte[] costly = [.. container];
        if (version == 1)
        {
            Hostile.HeaderForge.Write32(costly, 164, 1001);
        }

        return new MemoryImageSource(costly);
    }

    private static LuksFormatOptions Options(int version) => new() { Version = (LuksVersion)version, Kdf = version == 1 ? LuksWorld.CheapPbkdf2 : LuksWorld.CheapArgon2 };
}
