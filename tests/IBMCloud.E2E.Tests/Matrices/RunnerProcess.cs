using System.Diagnostics;
using IBMCloud.E2E.Runner;
using IBMCloud.Emulator;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>A runner in a process of its own, with its journals in a folder, that can be killed where it stops.</summary>
internal sealed class RunnerProcess : IDisposable
{
    private const int SigKill = 9;
    private static readonly TimeSpan Watchdog = TimeSpan.FromMinutes(3);
    private readonly Process _process;
    private readonly Task<string> _errors;

    private RunnerProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it said so far.</summary>
    public List<string> Lines { get; } = [];

    public static RunnerProcess Start(TestCloud cloud, TempFolder folder, string? stopAt = null)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "IBMCloud.E2E.Runner.dll");
        var start = new ProcessStartInfo("dotnet", [program, folder["journals"], "test-run", folder["disk.raw"]]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in RunnerSettings.Of(cloud.Emulator.Endpoints))
        {
            start.Environment[name] = value;
        }

        start.Environment[RunnerSettings.ApiKey] = cloud.Emulator.ApiKey;
        start.Environment[RunnerSettings.ClassicUser] = cloud.Emulator.SoftLayerUser;
        start.Environment[RunnerSettings.ClassicKey] = cloud.Emulator.SoftLayerKey;
        start.Environment[RunnerSettings.CloudLogs] = $"{cloud.Emulator.Address(EmulatedService.CloudLogs)}";
        start.Environment[RunnerSettings.StopAt] = stopAt;

        // What it leaves among the temporary files is seen, and the runtime itself leaves nothing there.
        start.Environment["TMPDIR"] = Directory.CreateDirectory(folder["tmp"]).FullName;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";

        // It lives for a second: nothing of it runs often enough to be worth measuring.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return new RunnerProcess(Process.Start(start)!);
    }

    /// <summary>Reads what it says until it stops where it was told to; false where it ended before.</summary>
    public async Task<bool> StopsAsync()
    {
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(TestCloud.Cancel);
        watchdog.CancelAfter(Watchdog);
        while (await _process.StandardOutput.ReadLineAsync(watchdog.Token) is { } line)
        {
            Lines.Add(line);
            if (line == "stopped")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Kills it, as the system does when memory runs out or the power goes.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestCloud.Cancel);
        _process.ExitCode.Should().Be(128 + SigKill, "the process is killed while it runs: {0}", await _errors);
    }

    /// <summary>Waits for its own end.</summary>
    public async Task<(int ExitCode, string Errors)> EndAsync()
    {
        await StopsAsync();
        await _process.WaitForExitAsync(TestCloud.Cancel);
        return (_process.ExitCode, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
