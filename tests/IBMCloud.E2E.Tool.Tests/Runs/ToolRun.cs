using System.Diagnostics;
using System.Text;

namespace IBMCloud.E2E.Tool.Tests.Runs;

/// <summary>The tool while it works.</summary>
internal sealed class ToolRun(Process process) : IDisposable
{
    private readonly StringBuilder _error = new();

    /// <summary>Reads stderr until a line begins as given; fails where it ends before.</summary>
    public async Task UntilAsync(string line)
    {
        while (await process.StandardError.ReadLineAsync(CloudBench.Cancel) is { } read)
        {
            _error.Append(read).Append('\n');
            if (read.StartsWith(line, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The tool ended before '{line}':\n{_error}");
    }

    public void CtrlC() => ToolProcess.Interrupt(process);

    /// <summary>A kill that nothing in the process notices.</summary>
    public void Kill() => process.Kill();

    public async Task<ToolResult> EndAsync()
    {
        var output = process.StandardOutput.ReadToEndAsync(CloudBench.Cancel);
        var error = process.StandardError.ReadToEndAsync(CloudBench.Cancel);
        var code = await ToolProcess.EndAsync(process);
        return new ToolResult(code, await output, _error + await error);
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }
}
