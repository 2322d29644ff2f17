using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace IBMCloud.E2E.Tool.Tests;

/// <summary>The built tool as a process, as a user runs it. Another build, such as the native one, is tested where IBMCLOUD_E2E_TOOL names it.</summary>
internal static class ToolProcess
{
    public static string Program { get; } = Environment.GetEnvironmentVariable("IBMCLOUD_E2E_TOOL") is { Length: > 0 } path
        ? path
        : Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "ibmcloud-e2e.exe" : "ibmcloud-e2e");

    public static ToolResult Run(params IEnumerable<string> arguments) => OutsideTool.Run(Program, arguments);

    /// <summary>Runs the tool and reads the one JSON object that it prints.</summary>
    public static JsonElement Json(params IEnumerable<string> arguments) =>
        JsonDocument.Parse(Run([.. arguments, "--json"]).MustSucceed().Output).RootElement;

    /// <summary>Starts the tool with open pipes; the caller ends it.</summary>
    public static Process Start(params IEnumerable<string> arguments) => Start(new Dictionary<string, string?>(), arguments);

    /// <summary>Starts the tool with open pipes and with variables in its environment; the caller ends it.</summary>
    public static Process Start(IReadOnlyDictionary<string, string?> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a shell command line, in which <c>$tool</c> is the tool and <c>$1</c>, <c>$2</c>, … are the arguments.</summary>
    public static ToolResult Shell(string script, params IEnumerable<string> arguments) =>
        OutsideTool.Run(OutsideTool.Require("bash"), ["-c", script, "bash", .. arguments], environment: new Dictionary<string, string?>
        {
            ["tool"] = Program,

            // The runtime's own executable memory is a file to the limit that `ulimit -f` sets; without this no managed program starts under it.
            ["DOTNET_EnableWriteXorExecute"] = "0",
        });

    /// <summary>Waits for the end of a process; the watchdog is against hangs only.</summary>
    public static async Task<int> EndAsync(Process process)
    {
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        watchdog.CancelAfter(TimeSpan.FromMinutes(3));
        await process.WaitForExitAsync(watchdog.Token);
        return process.ExitCode;
    }

    /// <summary>Ctrl-C.</summary>
    public static void Interrupt(Process process) => OutsideTool.Run(OutsideTool.Require("kill"), ["-INT", $"{process.Id}"]).MustSucceed();
}

/// <summary>Asserts on how the tool ended.</summary>
internal static class ToolResultAssertions
{
    /// <summary>The exit code, one or two sentences on stderr that say why, no stack trace, nothing on stdout.</summary>
    public static void MustRefuse(this ToolResult result, int exitCode, string message)
    {
        result.ExitCode.Should().Be(exitCode, "{0}{1}", result.Output, result.Error);
        result.Error.Should().StartWith("ibmcloud-e2e: ").And.MatchEquivalentOf($"*{message}*").And.NotContain("   at ");
        result.Error.TrimEnd().Should().EndWith(".").And.NotContain("\n");
        result.Output.Should().BeEmpty();
    }
}
