using System.Text.Json;

namespace IBMCloud.E2E.Tool.Tests.Runs;

/// <summary>Every way in which a run's verbs end, and what programs are told. Those of the image verbs are in <see cref="BadInputTests"/>.</summary>
public sealed class ExitCodeTests
{
    [Fact]
    public async Task An_image_that_is_none_ends_with_4()
    {
        await using var bench = await CloudBench.StartAsync();
        bench.Write("disk.raw", "conectix");

        var run = await bench.RunAsync("run", "--json");

        MustFail(run, 4).GetProperty("step").GetString().Should().Be("image");
        run.Error.Should().Contain("ibmcloud-e2e resume");
    }

    [Fact]
    public async Task A_prerequisite_that_is_missing_ends_with_5_in_the_plan_and_in_the_run()
    {
        await using var bench = await CloudBench.StartAsync(options => options.AccountType = "LITE");

        var plan = await bench.RunAsync("plan");
        plan.ExitCode.Should().Be(5);
        plan.Output.Should().Contain("cannot").And.Contain("It cannot be done yet");
        MustFail(await bench.RunAsync("run", "--json"), 5).GetProperty("step").GetString().Should().Be("account");
    }

    [Fact]
    public async Task An_image_that_cannot_be_re_keyed_ends_with_5()
    {
        await using var bench = await CloudBench.StartAsync();
        await bench.JsonAsync("run", "--audit", "false");

        MustFail(await bench.RunAsync("rekey", "--json"), 5).GetProperty("message").GetString().Should().Contain("has no keyslots");
    }

    [Fact]
    public async Task A_failed_run_that_is_rolled_back_says_how_to_begin_anew()
    {
        await using var bench = await CloudBench.StartAsync();
        bench.Emulator.Faults.Add(Emulator.EmulatedService.SoftLayer, "POST *createFromIcos*", Emulator.Fault.Status(403), times: 1000);

        var error = MustFail(await bench.RunAsync("run", "--json", "--roll-back"), 6);

        error.GetProperty("rolledBack").GetBoolean().Should().BeTrue();
        error.GetProperty("resume").GetString().Should().StartWith("ibmcloud-e2e run ");
        bench.Emulator.Faults.Clear();
        await bench.JsonAsync("run");
    }

    [Fact]
    public async Task A_refusal_of_the_cloud_ends_with_6_and_its_facts()
    {
        await using var bench = await CloudBench.StartAsync();
        bench.Environment["IBMCLOUD_E2E_API_KEY"] = "not-a-key-of-this-account";

        var error = MustFail(await bench.RunAsync("run", "--json"), 6);

        error.GetProperty("service").GetString().Should().Be("IAM");
        error.GetProperty("status").GetInt32().Should().Be(400);
        error.GetProperty("code").GetString().Should().Be("BXNIM0415E");
    }

    [Fact]
    public async Task A_claim_that_does_not_hold_ends_with_7()
    {
        await using var bench = await CloudBench.StartAsync();
        await bench.JsonAsync("run");
        var other = await File.ReadAllBytesAsync(bench.Image, CloudBench.Cancel);
        other[4096] ^= 1;
        await File.WriteAllBytesAsync(bench.Image, other, CloudBench.Cancel);

        var verify = await bench.RunAsync("verify", "--whole", "--json");

        verify.ExitCode.Should().Be(7);
        JsonDocument.Parse(verify.Output).RootElement.GetProperty("checks").EnumerateArray().Should().Contain(check => check.GetProperty("verdict").GetString() == "Failed");
    }

    [Fact]
    public async Task A_source_of_events_that_cannot_be_read_ends_with_7()
    {
        await using var bench = await CloudBench.StartAsync();
        await bench.JsonAsync("run");
        bench.Emulator.Faults.Add(Emulator.EmulatedService.CloudLogs, "* /*", Emulator.Fault.Status(403), times: 1000);

        var audit = await bench.RunAsync("audit");

        audit.ExitCode.Should().Be(7);
        audit.Output.Should().Contain("unread ").And.Contain("MISSING");
    }

    [Fact]
    public async Task A_journal_that_is_missing_in_use_damaged_or_of_another_request_ends_with_8()
    {
        await using var bench = await CloudBench.StartAsync();

        MustFail(await bench.RunAsync("audit", "--json"), 8).GetProperty("journal").GetString().Should().Be("missing");
        await using (await new FileJournalStore(bench["runs"]).OpenAsync(CloudBench.RunName, CloudBench.Cancel))
        {
            MustFail(await bench.RunAsync("run", "--json"), 8).GetProperty("journal").GetString().Should().Be("inUse");
        }

        bench.Write("runs/web-image.journal.json", "{");
        MustFail(await bench.RunAsync("run", "--json"), 8).GetProperty("journal").GetString().Should().Be("damaged");
        File.Delete(bench.Journal);
        await bench.JsonAsync("run", "--server-hostname", "web");
        MustFail(await bench.RunAsync("run", "--json", "--profile", "classic-luks"), 8).GetProperty("journal").GetString().Should().Be("otherRequest");
    }

    [Fact]
    public async Task What_should_have_been_removed_and_remains_ends_with_9()
    {
        await using var bench = await CloudBench.StartAsync();
        await bench.JsonAsync("run");
        bench.Emulator.Faults.Add(Emulator.EmulatedService.Iam, "DELETE /*/policies/*", Emulator.Fault.Status(403), times: 1000);

        var removed = await bench.RunAsync("teardown", "--yes");

        removed.ExitCode.Should().Be(9);
        removed.Output.Should().Contain("remains  service-policies: ").And.Contain("removed  import: ");
        bench.Emulator.Faults.Clear();
        (await bench.RunAsync("teardown", "--yes")).MustSucceed();
    }

    private static JsonElement MustFail(ToolResult result, int exitCode)
    {
        result.ExitCode.Should().Be(exitCode, "{0}{1}", result.Output, result.Error);
        var error = JsonDocument.Parse(result.Output).RootElement.GetProperty("error").Clone();
        error.GetProperty("exitCode").GetInt32().Should().Be(exitCode);
        result.Error.Should().Contain("ibmcloud-e2e: ").And.NotContain("   at ");
        return error;
    }
}
