using IBMCloud.Core;

namespace IBMCloud.E2E.Tool.Tests.Runs;

/// <summary>No secret of a run is in anything that the tool prints or keeps, at the most talkative level.</summary>
public sealed class SecretTests
{
    [Theory]
    [InlineData("classic-vhd", Emulator.ImportMode.Strict)]
    [InlineData("classic-luks", Emulator.ImportMode.Year2018)]
    public async Task No_key_token_or_passphrase_is_in_output_log_or_journal(string profile, Emulator.ImportMode mode)
    {
        if (mode is not Emulator.ImportMode.Strict)
        {
            HeavyTest.SkipUnlessAsked("a second profile says much the same in another quarter of a minute");
        }

        await using var bench = await CloudBench.StartAsync(options => options.ImportMode = mode);
        var said = new List<string>();
        foreach (var verb in (string[][])[["plan"], ["run"], ["run", "--json"], ["verify"], ["audit"], ["report"], ["report", "--json"], ["rotate"]])
        {
            string[] request = verb[0] is "audit" or "report" or "rotate" ? [] : ["--profile", profile];
            var result = (await bench.RunAsync([.. verb, .. request, "--log-level", "trace"])).MustSucceed();
            result.Error.Should().Contain("dbug: ");
            said.Add(result.Output + result.Error);
        }

        said.Add((await bench.RunAsync("config", "show")).MustSucceed().Output);
        said.AddRange(Directory.EnumerateFiles(bench["runs"]).Select(File.ReadAllText));
        using var dataKey = await DataKeyAsync(bench);
        said.Add((await bench.RunAsync("teardown", "--yes", "--delete-keys", "--log-level", "trace")).MustSucceed().Error);
        var everything = string.Join('\n', said);

        foreach (var (name, secret) in ((string, string)[])
        [
            ("API key of the caller", bench.Emulator.ApiKey),
            ("classic key", bench.Emulator.SoftLayerKey),
            ("data key in hex", Convert.ToHexString(dataKey.Span)),
            ("half of the data key in hex", Convert.ToHexString(dataKey.Span[..16])),
            ("data key in base64", Convert.ToBase64String(dataKey.Span)),
            ("data key as bytes", string.Join(", ", dataKey.Span[..16].ToArray())),
        ])
        {
            everything.Contains(secret, StringComparison.OrdinalIgnoreCase).Should().BeFalse("{0} must not be printed", name);
        }

        everything.Should().NotMatchRegex(@"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+", "that is a token")
            .And.NotMatchRegex("[Bb](earer|asic) +[A-Za-z0-9_+/=-]{16,}", "that is a header")
            .And.NotMatchRegex("(?i)\"?(apikey|passphrase|payload|plaintext)\"? *[:=] *\"?[A-Za-z0-9+/_-]{16,}", "that is a field of a request");
    }

    private static async Task<Primitives.SecretBytes> DataKeyAsync(CloudBench bench)
    {
        using var apiKey = SecretString.FromString(bench.Emulator.ApiKey);
        using var workflow = new E2EWorkflow(new E2EOptions { ApiKey = apiKey, Client = new IbmCloudClientOptions { Endpoints = bench.Emulator.Endpoints } });
        var journal = RunJournal.Parse(await File.ReadAllBytesAsync(bench.Journal, CloudBench.Cancel));
        return await workflow.Clients.UnwrapAsync(journal.Facts, journal.Facts.WrappedDataKey!, CloudBench.Cancel);
    }
}
