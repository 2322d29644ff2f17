namespace IBMCloud.E2E.Tool.Tests;

/// <summary>Ctrl-C ends with 130 and leaves nothing behind.</summary>
public sealed class CancelTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Ctrl_C_while_a_file_is_written_removes_it()
    {
        // A terabyte of nothing: many minutes of reading, and no room, since its zeros stay holes in the output.
        using (var huge = File.OpenHandle(_bench["huge"], FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.SetLength(huge, 1L << 40);
        }

        // Encrypting finds out first which of its blocks are zeros; converting to raw writes at once.
        await MustEndByCtrlC("convert", _bench["huge"], _bench["copy"], "--format", "raw");

        _bench.MustHoldOnly("huge");
    }

    [Fact]
    public async Task Ctrl_C_while_stdin_is_waited_for_removes_the_file()
    {
        await MustEndByCtrlC("encrypt", "-", _bench["image"], "--size", "1048576", "--format", "luks1", "--key-file", _bench.Key);

        _bench.MustHoldOnly();
    }

    private async Task MustEndByCtrlC(params string[] arguments)
    {
        using var writing = new FileSystemWatcher(_bench.Folder, "*.partial");
        var begun = new TaskCompletionSource();
        writing.Created += (_, _) => begun.TrySetResult();
        writing.EnableRaisingEvents = true;
        using var process = ToolProcess.Start(arguments);
        try
        {
            await begun.Task.WaitAsync(TimeSpan.FromMinutes(3), TestContext.Current.CancellationToken);

            ToolProcess.Interrupt(process);

            (await ToolProcess.EndAsync(process)).Should().Be(130);
            (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Be("ibmcloud-e2e: Cancelled. Nothing was left behind.\n");
        }
        finally
        {
            process.Kill();
        }
    }
}
