using System.Text.RegularExpressions;

namespace IBMCloud.SoftLayer.Tests.Docs;

/// <summary>docs/softlayer.md: its samples run, it shows what runs, and the tests that its table names exist.</summary>
public sealed partial class SoftLayerPageTests : ClassicCloudTest
{
    private const string Page = "docs/softlayer.md";

    [Fact]
    public async Task The_samples_run_one_after_the_other()
    {
        await UploadAsync();
        var import = Import();

        (await SoftLayerSamples.ConnectAsync(Options, ApiKey)).Username.Should().EndWith("owner@example.com");
        (await SoftLayerSamples.ConnectWithTokenAsync(Options, ApiKey)).Id.Should().Be(1234567);
        var template = await SoftLayerSamples.ImportAsync(Client, import.Uri, ApiKey, import.RootKeyCrn, import.WrappedDek);
        var server = await SoftLayerSamples.OrderAsync(Client, template);
        (await SoftLayerSamples.EventsAsync(Client, server.Id)).Should().Contain(entry => entry.EventName == "Provision");
        (await SoftLayerSamples.RawAsync(Client)).Should().Be(1);
        (await SoftLayerSamples.CaptureAsync(Client, server.Id, new Uri($"cos://{Region}/{Bucket}/golden.vhd"), ApiKey)).Should().Be(new Uri($"cos://{Region}/{Bucket}/golden-0.vhd"));
    }

    [Fact]
    public void The_page_shows_the_samples_that_run()
    {
        var shown = SamplePage.Blocks(Page);

        shown.Should().BeEquivalentTo(SamplePage.Regions("tests/IBMCloud.SoftLayer.Tests/Docs/SoftLayerSamples.cs")).And.HaveCount(SamplePage.Count(Page));
    }

    [Fact]
    public void The_tests_that_the_table_of_traps_names_exist()
    {
        var sources = string.Join('\n', Directory.EnumerateFiles(Path.Combine(SharedTools.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => path.Contains("SoftLayer", StringComparison.Ordinal)).Select(File.ReadAllText));

        var named = TestName().Matches(SamplePage.Read(Page)).Select(match => match.Groups["test"].Value).ToList();

        named.Should().HaveCountGreaterThan(15);
        named.Should().OnlyContain(name => sources.Contains($" {name}(", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"`\w+Tests\.(?<test>\w+)`")]
    private static partial Regex TestName();
}
