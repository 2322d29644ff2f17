namespace IBMCloud.E2E.Tool.Tests;

/// <summary>Ctrl-C ends with 130 and leaves nothing behind.</summary>
public sealed class CancelTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Ctrl_C_while_a_file_is_written_removes_it()
    {
        // Takes many minutes to read.
        using (var huge = File.OpenHandle(_bench["huge"], FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.SetLength(huge, 1L << 40);
        }

        var header = _bench.Encrypt("luks1");
        using var writing = new FileSystemWatcher(_bench.Folder, "*.partial");
        var begun = new TaskCompletionSource();
        writing.Created += (_, _) => begun.TrySetResult();
        writing.EnableRaisingEvents = true;
        using var process = ToolProcess.Start("decrypt", _bench["huge"], _bench["plain"], "--key-file", _bench.Key, "--header", header);
        try
        {
            await begun.Task.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);

            ToolProcess.Interrupt(process);

            (await ToolProcess.EndAsync(process)).Should().Be(130);
        }
        finally
        {
            process.Kill();
        }

        (await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Should().Contain("Cancelled");
        _bench.MustHoldOnly("huge", "image");
    }
}
