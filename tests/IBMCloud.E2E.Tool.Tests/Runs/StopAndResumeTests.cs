using System.Text.Json;
using IBMCloud.Emulator;

namespace IBMCloud.E2E.Tool.Tests.Runs;

/// <summary>Ctrl-C and kills in the middle of a run, and how it goes on in a new process.</summary>
public sealed class StopAndResumeTests
{
    [Fact]
    public async Task Ctrl_C_while_parts_are_uploaded_says_how_to_go_on_and_that_command_line_does()
    {
        await using var bench = await CloudBench.StartAsync();
        bench.Emulator.Faults.Add(EmulatedService.ObjectStorage, "PUT /*partNumber=1*", Fault.Slow(TimeSpan.FromHours(1)), times: 100);
        var uploads = bench.Emulator.Faults.Add(EmulatedService.ObjectStorage, "PUT /*web-image.vhd-0.vhd*", Fault.Slow(TimeSpan.FromHours(1)), times: 100);
        using var run = await bench.StartUntilAsync("created  service-policies", "run");
        while (uploads.Hits == 0)
        {
            await Task.Yield();
        }

        run.CtrlC();
        var stopped = await run.EndAsync();

        stopped.ExitCode.Should().Be(130);
        stopped.Output.Should().BeEmpty();
        stopped.Error.Should().Contain("ibmcloud-e2e: Stopped. The run 'web-image' has kept what was done.");
        var line = stopped.Error.TrimEnd().Split('\n')[^1].Trim();
        line.Should().Be($"ibmcloud-e2e resume --config {bench.Config}");

        bench.Emulator.Faults.Clear();
        var words = line.Split(' ');
        (await bench.ToolAsync([.. words[1..], "--json"])).MustSucceed();
        (await bench.RunAsync("verify", "--whole")).MustSucceed();
    }

    [Fact]
    public async Task Ctrl_C_while_the_import_is_waited_for_tells_programs_how_to_go_on_and_nothing_is_made_twice()
    {
        await using var bench = await CloudBench.StartAsync();
        var looks = bench.Emulator.Faults.Add(EmulatedService.SoftLayer, "GET */SoftLayer_Virtual_Guest_Block_Device_Template_Group/*", Fault.Slow(TimeSpan.FromHours(1)), times: 1000);
        using var run = await bench.StartUntilAsync("created  api-key", "run", "--json");
        while (looks.Hits == 0)
        {
            await Task.Yield();
        }

        run.CtrlC();
        var stopped = await run.EndAsync();

        stopped.ExitCode.Should().Be(130);
        var error = JsonDocument.Parse(stopped.Output).RootElement.GetProperty("error");
        error.GetProperty("exitCode").GetInt32().Should().Be(130);
        error.GetProperty("resume").GetString().Should().StartWith("ibmcloud-e2e resume ");

        bench.Emulator.Faults.Clear();
        (await bench.RunAsync("resume")).MustSucceed();
        var imports = bench.Emulator.Requests.Count(one => one.Path.Contains("createFromIcos", StringComparison.OrdinalIgnoreCase));
        imports.Should().Be(1);
    }

    [Fact]
    public async Task A_killed_run_goes_on()
    {
        await using var bench = await CloudBench.StartAsync();
        using (var run = await bench.StartUntilAsync("created  root-key", "run"))
        {
            run.Kill();
            await run.EndAsync();
        }

        (await bench.RunAsync("resume")).MustSucceed();
        (await bench.RunAsync("verify")).MustSucceed();
    }

    [Fact]
    public async Task With_its_journal_in_a_bucket_a_stopped_run_goes_on_without_a_file_of_the_first_machine()
    {
        HeavyTest.SkipUnlessAsked("several whole runs take a quarter of a minute");
        await using var bench = await CloudBench.StartAsync();
        var first = await bench.JsonAsync("run", "--name", "first", "--server-hostname", "first");
        var journals = $"cos://us-south/{first.GetProperty("bucket").GetString()}";
        using (var run = await bench.StartUntilAsync("created  root-key", "run", "--journals", journals))
        {
            run.CtrlC();
            (await run.EndAsync()).ExitCode.Should().Be(130);
        }

        (await bench.RunAsync("resume", "--journals", journals)).MustSucceed();
        File.Exists(bench.Journal).Should().BeFalse();
        (await bench.RunAsync("verify", "--journals", journals)).MustSucceed();
        (await bench.RunAsync("plan", "--journals", "cos://us-south")).MustRefuse(2, "cos://REGION/BUCKET");
    }

    [Fact]
    public async Task There_must_be_a_run_to_resume()
    {
        await using var bench = await CloudBench.StartAsync();

        (await bench.RunAsync("resume")).MustRefuse(8, "no run 'web-image' to resume");
    }

    [Fact]
    public async Task The_second_Ctrl_C_ends_at_once_what_does_not_stop()
    {
        var shell = OutsideTool.Require("mkfifo");
        using var bench = new Workbench();
        OutsideTool.Run(shell, [bench["pipe"]]).MustSucceed();
        using var process = ToolProcess.Start("encrypt", bench.Disk, bench["out"], "--format", "luks2", "--key-file", bench["pipe"]);

        // Opening the pipe waits for the tool to open it; it then waits for a key that never comes, in a call that nothing interrupts.
        using var pipe = await Task.Run(() => new FileStream(bench["pipe"], FileMode.Open, FileAccess.Write), CloudBench.Cancel);
        while (!process.HasExited)
        {
            OutsideTool.Run(OutsideTool.Require("kill"), ["-INT", $"{process.Id}"]);
        }

        (await ToolProcess.EndAsync(process)).Should().Be(137);
        (await process.StandardError.ReadToEndAsync(CloudBench.Cancel)).Should().Contain("Stopped at once.");
    }
}
