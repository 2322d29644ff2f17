using IBMCloud.Luks.Tests.Containers;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Hostile;

/// <summary>
/// Seeded mutations of good headers. Each is refused with a reason, or opens; and what opens reads as the header says, under the one volume key that its digest
/// proves. Nothing else may be thrown, and nothing beyond the limits be spent.
/// </summary>
public sealed class MutationTests
{
    [Theory]
    [InlineData(1, 1_000_000)]
    [InlineData(2, 2_000_000)]
    public async Task A_mutated_header_is_refused_or_read_as_it_says(int version, int seed)
    {
        var good = version == 1 ? await HeaderForge.Luks1Async() : await HeaderForge.Luks2Async();
        using var passphrase = LuksWorld.Passphrase(HeaderForge.Right);
        var opened = await LuksOpening.OpenAsync(new MemoryImageSource(good), passphrase, LuksOpenOptions.Trusted, TestContext.Current.CancellationToken);
        using var volumeKey = opened.VolumeKey;
        var verdicts = new MutationRun(version, seed, good, passphrase, volumeKey).Run(HeavyCount.From("IBMCLOUD_E2E_LUKS_MUTATIONS", 2000));
        TestContext.Current.SendDiagnosticMessage("LUKS{0}: {1}", version, string.Join(", ", verdicts.Select(verdict => $"{verdict.Value} {verdict.Key}")));
        verdicts.Should().ContainKey("opened").And.HaveCountGreaterThan(3, "the mutations reach many rules");
    }
}
