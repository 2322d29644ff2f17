using System.Text.Json;

namespace IBMCloud.E2E.Tests.Reporting;

/// <summary>
/// The report in a real browser (tests/interop/browser): at 400 and 1,400 px, light and dark, closed and opened, and on paper. The screenshots stay in artifacts/report.
/// </summary>
public sealed class BrowserTests
{
    private static readonly string Script = Path.Combine(SharedTools.RepositoryRoot, "tests", "interop", "browser", "open-page.js");

    [Fact]
    public async Task Chromium_shows_the_report_without_fault()
    {
        await using var run = await FinishedRun.StartAsync();

        var seen = await OpenAsync("run", await run.ReportAsync());

        seen.GetProperty("views").GetInt32().Should().Be(8);
        seen.GetProperty("title").GetString().Should().Be("Evidence of the run test-run");
        NothingWrong(seen);
    }

    [Fact]
    public async Task Chromium_shows_a_report_with_long_and_hostile_names_and_missing_parts_without_fault()
    {
        HeavyTest.SkipUnlessAsked("draws another eight views, which takes half a minute");
        var longName = string.Concat(Enumerable.Repeat("<b onmouseover='alert(1)'>name</b>", 40));
        await using var run = await FinishedRun.StartAsync(verified: false);
        await run.RewriteAsync(text => text
            .Replace("test disk", JsonEncodedText.Encode(longName).ToString(), StringComparison.Ordinal)
            .Replace("\"state\": \"Done\"", "\"error\": \"" + JsonEncodedText.Encode(longName) + "\", \"state\": \"Failed\"", StringComparison.Ordinal));

        var seen = await OpenAsync("hostile", await run.ReportAsync(new ReportOptions { ReadAudit = false }));

        NothingWrong(seen);
    }

    private static void NothingWrong(JsonElement seen)
    {
        foreach (var fault in (string[])["overflow", "violations", "console", "requests", "hiddenInPrint"])
        {
            seen.GetProperty(fault).EnumerateArray().Select(one => one.GetString()).Should().BeEmpty(fault);
        }
    }

    private static async Task<JsonElement> OpenAsync(string name, EvidenceReport report)
    {
        var node = OutsideTool.Require("node", "nodejs");
        var chromium = OutsideTool.Require("chromium", "chromium-browser", "google-chrome");
        if (!Directory.Exists(Path.Combine(Path.GetDirectoryName(Script)!, "node_modules", "puppeteer-core")))
        {
            OutsideTool.Missing("the browser's driver is not installed (npm ci --prefix tests/interop/browser)");
        }

        var folder = Directory.CreateDirectory(Path.Combine(SharedTools.RepositoryRoot, "artifacts", "report", name)).FullName;
        var page = Path.Combine(folder, "report.html");
        await using (var file = File.Create(page))
        {
            report.WriteHtml(file);
        }

        var ran = await Task.Run(
            () => OutsideTool.Run(node, [Script, page, folder], environment: new Dictionary<string, string?> { ["CHROMIUM"] = chromium }), TestCloud.Cancel);
        using var json = JsonDocument.Parse(ran.MustSucceed().Output);
        return json.RootElement.Clone();
    }
}
