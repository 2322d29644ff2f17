using System.Text.RegularExpressions;

namespace IBMCloud.SoftLayer.Tests.Docs;

/// <summary>docs/softlayer.md: its samples run, it shows what runs, and the tests that its table names exist.</summary>
public sealed partial class SoftLayerPageTests : ClassicCloudTest
{
    private static string Page => File.ReadAllText(Path.Combine(SharedTools.RepositoryRoot, "docs", "softlayer.md"));

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
        var source = File.ReadAllText(Path.Combine(SharedTools.RepositoryRoot, "tests", "IBMCloud.SoftLayer.Tests", "Docs", "SoftLayerSamples.cs"));
        var samples = Sample().Matches(source).ToDictionary(match => match.Groups["name"].Value, match => Dedent(match.Groups["code"].Value));

        var shown = Shown().Matches(Page).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["code"].Value.TrimEnd());

        shown.Should().BeEquivalentTo(samples);
    }

    [Fact]
    public void The_tests_that_the_table_of_traps_names_exist()
    {
        var sources = string.Join('\n', Directory.EnumerateFiles(Path.Combine(SharedTools.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(path => path.Contains("SoftLayer", StringComparison.Ordinal)).Select(File.ReadAllText));

        var named = TestName().Matches(Page).Select(match => match.Groups["test"].Value).ToList();

        named.Should().HaveCountGreaterThan(15);
        named.Should().OnlyContain(name => sources.Contains($" {name}(", StringComparison.Ordinal));
    }

    private static string Dedent(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        return string.Join('\n', lines.Select(line => line.Length >= 8 ? line[8..] : line.Trim())).TrimEnd();
    }

    [GeneratedRegex(@"^ +// sample: (?<name>\w+)\n(?<code>.*?)^ +// end$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample();

    [GeneratedRegex(@"<!-- sample: (?<name>\w+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shown();

    [GeneratedRegex(@"`\w+Tests\.(?<test>\w+)`")]
    private static partial Regex TestName();
}
