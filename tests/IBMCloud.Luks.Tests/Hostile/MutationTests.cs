using IBMCloud.Luks.Tests.Containers;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>
/// Seeded mutations of good headers. Each is refused with a reason, or opens; and what opens reads as the header says, under the one volume key that its digest
/// proves. Nothing else may be thrown, and nothing beyond the limits be spent.
/// </summary>
public sealed class MutationTests
{
    private const long MostManagedBytes = 96L << 20;

    private static readonly LuksOpenOptions Limits = new() { MaxKdfMemoryKiB = 96 * 1024, MaxKdfWork = 512 * 1024, MaxPbkdf2Iterations = 200_000 };

    [Theory]
    [InlineData(1, 17)]
    [InlineData(2, 18)]
    public async Task A_mutated_header_is_refused_or_read_as_it_says(int version, int seed)
    {
        var original = version == 1 ? await HeaderForge.Luks1Async() : await HeaderForge.Luks2Async();
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        var opened = await LuksOpening.OpenAsync(new MemoryImageSource(original), passphrase, Limits, TestContext.Current.CancellationToken);
        using var volumeKey = opened.VolumeKey;
        var random = new Random(seed);
        var count = HeavyCount.From("IBMCLOUD_E2E_LUKS_MUTATIONS", 1000);
        var verdicts = new Dictionary<string, int>();
        for (var i = 0; i < count; i++)
        {
            var mutation = HeaderMutation.Next(version, random);
            byte[] container = [.. original];
            mutation.Apply(container);
            var verdict = await JudgeAsync(container, passphrase, volumeKey, $"mutation {i} of seed {seed}: {mutation}");
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
        }

        verdicts.Should().ContainKey("opened").And.HaveCountGreaterThan(3, "the mutations reach many rules");
    }

    private static async Task<string> JudgeAsync(byte[] container, SecretBytes passphrase, SecretBytes volumeKey, string what)
    {
        // The watchdog: far above what the limits allow, so that only a hang meets it.
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        watchdog.CancelAfter(TimeSpan.FromSeconds(30));
        using var file = new MemoryImageSource(container);
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            await using var disk = await LuksContainer.OpenAsync(file, passphrase, Limits, watchdog.Token);
            var description = await LuksContainer.InspectAsync(file, watchdog.Token);
            byte[] plain = new byte[(int)Math.Min(disk.Length, 8192)], expected = new byte[plain.Length];
            disk.Read(0, plain);
            using var cipher = SectorCipher.Create(description.Cipher, volumeKey.Span, description.SectorSize);
            cipher.Decrypt(0, container.AsSpan((int)description.PayloadOffset, plain.Length), expected);
            plain.AsSpan().SequenceEqual(expected).Should().BeTrue(what);
            return "opened";
        }
        catch (LuksException e)
        {
            return e.Reason.ToString();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException(what, e);
        }
        finally
        {
            (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(MostManagedBytes, what);
        }
    }
}
