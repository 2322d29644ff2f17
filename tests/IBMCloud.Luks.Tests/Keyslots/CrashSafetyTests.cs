using IBMCloud.Luks.Tests.Containers;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Keyslots;

/// <summary>A machine that stops between, or in the middle of, any two writes leaves a container that opens.</summary>
public sealed class CrashSafetyTests
{
    private const int MoreWritesThanAny = 40;
    private readonly byte[] _image = LuksWorld.Image(2048);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, Unflushed> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, Unflushed>();
            foreach (var shape in new[] { "luks2-tight", "luks1-aes128" })
            {
                foreach (var work in new[] { "add", "change", "remove" })
                {
                    foreach (var fate in Enum.GetValues<Unflushed>())
                    {
                        cases.Add(shape, work, fate);
                    }
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_stop_at_any_write_leaves_a_container_that_opens(string shape, string work, Unflushed fate)
    {
        using SecretBytes stays = LuksWorld.Passphrase("stays"), old = LuksWorld.Passphrase("old"), added = LuksWorld.Passphrase("new");
        var options = new LuksKeyslotOptions { Kdf = LuksWorld.CheapPbkdf2 };
        var before = await LuksWorld.EncryptAsync(_image, stays, RoundTripTests.Options(shape));
        await WithAsync(before, keyslots => keyslots.AddAsync(stays, old, options, Ct).AsTask());

        var stops = 0;
        for (var writes = 0; writes < MoreWritesThanAny; writes++)
        {
            byte[] device = [.. before];
            var store = new InterruptedStore(device, writes, fate);
            using var keyslots = new LuksKeyslots(store);
            try
            {
                await (work switch
                {
                    "add" => keyslots.AddAsync(stays, added, options, Ct).AsTask(),
                    "change" => keyslots.ChangeAsync(old, added, options, Ct).AsTask(),
                    _ => keyslots.RemoveAsync(1, Ct).AsTask(),
                });
            }
            catch (IOException) when (store.Stopped)
            {
                stops++;
            }

            (await OpensAsync(device, stays)).Should().BeTrue($"the other keyslot opens after a stop at write {writes}");
            if (work == "change")
            {
                ((await OpensAsync(device, old)) || await OpensAsync(device, added)).Should().BeTrue($"the old or the new passphrase opens after a stop at write {writes}");
            }

            await DoAgainAsync(device, work, stays, old, added, options);

            if (!store.Stopped)
            {
                (await OpensAsync(device, added)).Should().Be(work != "remove");
                (await OpensAsync(device, old)).Should().Be(work == "add");
                stops.Should().BeGreaterThan(1, "the work has several writes, each of which was stopped at");
                return;
            }
        }

        Assert.Fail("the work did not end");
    }

    [Theory]
    [InlineData(0, Unflushed.Torn)]
    [InlineData(0, Unflushed.Lost)]
    [InlineData(16384, Unflushed.Torn)]
    [InlineData(16384, Unflushed.Lost)]
    public async Task A_stop_spares_the_one_good_header_copy_that_is_left(int damaged, Unflushed fate)
    {
        using SecretBytes stays = LuksWorld.Passphrase("stays"), added = LuksWorld.Passphrase("new");
        var before = await LuksWorld.EncryptAsync(_image, stays, RoundTripTests.Options("luks2-tight"));
        before[damaged + 5000] ^= 1;
        for (var writes = 0; writes < 3; writes++)
        {
            byte[] device = [.. before];
            using var keyslots = new LuksKeyslots(new InterruptedStore(device, writes, fate));
            await FluentActions.Awaiting(() => keyslots.AddAsync(stays, added, new() { Kdf = LuksWorld.CheapPbkdf2 }, Ct).AsTask()).Should().ThrowAsync<IOException>();
            (await OpensAsync(device, stays)).Should().BeTrue($"one copy is good after a stop at write {writes}");
        }
    }

    [Theory]
    [InlineData("luks2-tight")]
    [InlineData("luks1-aes128")]
    public async Task A_restore_that_stopped_can_be_done_again(string shape)
    {
        using var passphrase = LuksWorld.Passphrase("p");
        var good = await LuksWorld.EncryptAsync(_image, passphrase, RoundTripTests.Options(shape));
        for (var writes = 0; writes < 3; writes++)
        {
            byte[] device = [.. good];
            device.AsSpan(0, 4096).Clear();
            device.AsSpan(40_000, 4096).Clear();
            var store = new InterruptedStore(device, writes, Unflushed.Torn);
            await FluentActions.Awaiting(() => LuksHeaderBackup.RestoreAsync(store, new MemoryImageSource(good), false, Ct).AsTask()).Should().NotThrowAsync<LuksException>();
            using var again = new InterruptedStore(device, MoreWritesThanAny, Unflushed.Kept);
            await LuksHeaderBackup.RestoreAsync(again, new MemoryImageSource(good), false, Ct);
            (await LuksWorld.DecryptAsync(device, passphrase)).Should().Equal(_image);
        }
    }

    /// <summary>The user starts the work again after the stop: it goes through, and both header copies are good then.</summary>
    private async Task DoAgainAsync(byte[] stopped, string work, SecretBytes stays, SecretBytes old, SecretBytes added, LuksKeyslotOptions options)
    {
        byte[] device = [.. stopped];
        bool oldOpens = await OpensAsync(device, old), addedOpens = await OpensAsync(device, added);
        await WithAsync(device, async keyslots =>
        {
            switch (work)
            {
                case "add" when !addedOpens:
                    await keyslots.AddAsync(stays, added, options, Ct);
                    break;
                case "change" when oldOpens:
                    await keyslots.ChangeAsync(old, added, options, Ct);
                    break;
                case "remove" when (await keyslots.ListAsync(Ct)).Count > 1:
                    await keyslots.RemoveAsync(1, Ct);
                    break;
            }

            await keyslots.RepairAsync(Ct);
        });
        (await OpensAsync(device, stays)).Should().BeTrue();
        (await OpensAsync(device, added)).Should().Be(work != "remove");
        (await OpensAsync(device, old)).Should().Be(work == "add");
        (await LuksContainer.InspectAsync(new MemoryImageSource(device), Ct)).HeaderCopies.All(copy => copy.Problem is null).Should().BeTrue("both copies are good");
    }

    private static async Task WithAsync(byte[] device, Func<LuksKeyslots, Task> work)
    {
        using var keyslots = new LuksKeyslots(new InterruptedStore(device, int.MaxValue, Unflushed.Kept));
        await work(keyslots);
    }

    private async Task<bool> OpensAsync(byte[] device, SecretBytes passphrase)
    {
        try
        {
            return (await LuksWorld.DecryptAsync(device, passphrase)).AsSpan().SequenceEqual(_image);
        }
        catch (LuksException e) when (e.Reason == LuksError.WrongPassphrase)
        {
            return false;
        }
    }
}
