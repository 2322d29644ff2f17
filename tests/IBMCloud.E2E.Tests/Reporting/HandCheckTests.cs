using System.Text;

namespace IBMCloud.E2E.Tests.Reporting;

/// <summary>The commands of the report, typed into a shell, print what the report says they print.</summary>
public sealed class HandCheckTests
{
    [Theory]
    [InlineData(E2EProfile.ClassicVhd, 8)]
    [InlineData(E2EProfile.ClassicLuks, 7)]
    public async Task Each_command_prints_what_the_report_says(E2EProfile profile, int count)
    {
        var bash = OutsideTool.Require("bash");
        OutsideTool.Require("curl");
        OutsideTool.Require("jq");
        await using var run = await FinishedRun.StartAsync(profile);
        using var folder = new TempFolder();
        var emulator = run.Cloud.Emulator;
        var environment = new Dictionary<string, string?>
        {
            ["IMAGE"] = folder.Write("plain.raw", run.Cloud.Disk),
            ["JOURNAL"] = folder.Write("journal.json", (await run.JournalAsync()).ToUtf8Json()),
            ["CLASSIC"] = $"{emulator.SoftLayerUser}:{emulator.SoftLayerKey}",
        };
        var token = $"curl -s -d grant_type=urn:ibm:params:oauth:grant-type:apikey --data-urlencode apikey@{folder.Write("key", Encoding.UTF8.GetBytes(emulator.ApiKey))} "
            + $"{new Uri(emulator.Endpoints.Iam, "identity/token")} | jq -r '\"Bearer \" + .access_token'";
        environment["TOKEN"] = (await RunAsync(token)).TrimEnd();

        var report = await run.ReportAsync();

        report.HandChecks.Should().HaveCount(count);
        foreach (var check in report.HandChecks)
        {
            (await RunAsync(check.Command)).TrimEnd().Should().Be(check.Prints, check.Command);
        }

        async Task<string> RunAsync(string command) =>
            (await Task.Run(() => OutsideTool.Run(bash, ["-o", "pipefail", "-c", command], environment: environment), TestCloud.Cancel)).MustSucceed().Output;
    }
}
