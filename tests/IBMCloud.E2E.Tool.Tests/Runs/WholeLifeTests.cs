using System.Text.Json;

namespace IBMCloud.E2E.Tool.Tests.Runs;

/// <summary>A run from its plan to its tear-down, each verb a process of its own.</summary>
public sealed class WholeLifeTests
{
    [Fact]
    public async Task Plan_run_run_again_verify_audit_rotate_verify_tear_down()
    {
        await using var bench = await CloudBench.StartAsync();

        var plan = await bench.JsonAsync("plan");
        Verdicts(plan).Should().Contain("WillCreate").And.NotContain("Cannot");
        File.Exists(bench.Journal).Should().BeFalse("a plan reads only");

        var run = await bench.JsonAsync("run");
        Outcomes(run)["server"].Should().Be("created");
        run.GetProperty("serverId").GetInt64().Should().BePositive();
        run.GetProperty("missingEvents").GetArrayLength().Should().Be(0);

        var again = await bench.JsonAsync("run");
        Outcomes(again).Values.Should().NotContain("created");
        again.GetProperty("serverId").GetInt64().Should().Be(run.GetProperty("serverId").GetInt64());
        Verdicts(await bench.JsonAsync("plan")).Should().BeSubsetOf(["Exists", "WillCheck"]);

        Checks(await bench.JsonAsync("verify", "--whole")).Should().OnlyContain(verdict => verdict == "Passed");
        var audit = await bench.JsonAsync("audit");
        audit.GetProperty("events").GetArrayLength().Should().BePositive();
        audit.GetProperty("findings").EnumerateArray().Should().OnlyContain(finding => finding.GetProperty("shown").GetBoolean());

        var report = await bench.JsonAsync("report");
        report.GetProperty("schema").GetString().Should().Be("ibmcloud-e2e-evidence");
        report.GetProperty("verdict").GetString().Should().Be("Shown");

        var rotated = await bench.JsonAsync("rotate");
        rotated.GetProperty("keyVersion").GetString().Should().NotBeNullOrEmpty();
        Checks(await bench.JsonAsync("verify", "--samples", "2")).Should().OnlyContain(verdict => verdict == "Passed");

        (await bench.RunAsync("teardown")).ExitCode.Should().Be(2, "nobody can be asked");
        var removals = (await bench.JsonAsync("teardown", "--plan")).GetProperty("plan").EnumerateArray().Select(one => one.GetProperty("step").GetString()).ToList();
        removals.Should().StartWith("server").And.Contain(["import", "upload", "bucket", "root-key"]);

        var removed = await bench.JsonAsync("teardown", "--yes");
        Items(removed).Should().Contain(("server", "removed")).And.Contain(("root-key", "remains"));
        Items(await bench.JsonAsync("teardown", "--yes", "--delete-keys")).Should().Equal(("root-key", "removed"), ("key-protect", "removed"));
    }

    [Fact]
    public async Task People_read_the_same_as_text()
    {
        await using var bench = await CloudBench.StartAsync();

        (await bench.RunAsync("plan")).MustSucceed().Output.Should().Contain("will create").And.Contain("Nothing stands in the way.");
        (await bench.RunAsync("plan", "--mermaid")).MustSucceed().Output.Should().StartWith("flowchart TD").And.Contain("upload");
        var picture = Path.Combine(Path.GetDirectoryName(bench.Journal)!, "plan.svg");
        (await bench.RunAsync("plan", "--svg", picture)).MustSucceed().Output.Should().Contain("will create");
        File.ReadAllText(picture).Should().StartWith("<svg").And.Contain("will create").And.Contain("web-image");
        (await bench.RunAsync("plan", "--svg", picture)).Error.Should().Contain("was left alone");
        (await bench.RunAsync("plan", "--svg", picture, "--force")).MustSucceed();
        var run = (await bench.RunAsync("run")).MustSucceed();
        run.Output.Should().Contain("The run 'web-image' is done").And.Contain("server:").And.Contain(bench.Journal);
        run.Error.Should().Contain("created  server: ").And.NotContain("\e");
        (await bench.RunAsync("verify")).MustSucceed().Output.Should().Contain("ok ").And.Contain("holds the image");
        (await bench.RunAsync("audit")).MustSucceed().Output.Should().Contain("shown ");
        var page = Path.Combine(Path.GetDirectoryName(bench.Journal)!, "report.html");
        (await bench.RunAsync("report", "--html", page)).MustSucceed().Output.Should().Contain("shown ").And.Contain(page);
        File.ReadAllText(page).Should().StartWith("<!doctype html>").And.Contain("web-image").And.EndWith("</html>\n");
        (await bench.RunAsync("report", "--html", page)).Error.Should().Contain("was left alone");
        (await bench.RunAsync("report", "--without-audit")).ExitCode.Should().Be(7, "claims stand on audit events");
        (await bench.RunAsync("rotate")).MustSucceed().Output.Should().Contain("is rotated");
        var removed = (await bench.RunAsync("teardown", "--yes", "--keep-server")).MustSucceed();
        removed.Error.Should().Contain("Made by the run, in the order of removal:");
        removed.Output.Should().Contain("remains  server: ").And.Contain("removed  import: ");
    }

    [Fact]
    public async Task The_flow_of_2018_runs_too_and_its_image_is_re_keyed_and_shredded()
    {
        HeavyTest.SkipUnlessAsked("a second whole life takes a quarter of a minute");
        await using var bench = await CloudBench.StartAsync(options => options.ImportMode = Emulator.ImportMode.Year2018);
        bench.Environment["IBMCLOUD_E2E_PROFILE"] = "classic-luks";

        Verdicts(await bench.JsonAsync("run", "--dry-run")).Should().Contain("WillCreate");
        File.Exists(bench.Journal).Should().BeFalse("a dry run only plans");
        await bench.JsonAsync("run", "--server-memory", "4096");
        Checks(await bench.JsonAsync("verify", "--whole")).Should().NotContain("Failed");
        (await bench.JsonAsync("rekey")).GetProperty("objectETag").GetString().Should().NotBeNullOrEmpty();
        Checks(await bench.JsonAsync("verify", "--whole")).Should().NotContain("Failed");

        (await bench.RunAsync("teardown", "--yes", "--crypto-shred", "--keep-server")).MustRefuse(2, "it cannot stay");
        Items(await bench.JsonAsync("teardown", "--yes", "--crypto-shred")).Should().Contain(("root-key", "removed"));
    }

    private static List<string> Verdicts(JsonElement plan) => [.. plan.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("verdict").GetString()!)];

    private static List<string> Checks(JsonElement report) => [.. report.GetProperty("checks").EnumerateArray().Select(check => check.GetProperty("verdict").GetString()!)];

    private static Dictionary<string, string> Outcomes(JsonElement run) =>
        run.GetProperty("steps").EnumerateArray().ToDictionary(step => step.GetProperty("id").GetString()!, step => step.GetProperty("outcome").GetString()!);

    private static List<(string Step, string Outcome)> Items(JsonElement report) =>
        [.. report.GetProperty("items").EnumerateArray().Select(item => (item.GetProperty("step").GetString()!, item.GetProperty("outcome").GetString()!))];
}
