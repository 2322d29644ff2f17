using System.Runtime.InteropServices;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>Turns Ctrl-C and its like into cancellation, which cleans up before the process ends. The second one ends it at once.</summary>
internal sealed class CancelSignals : IDisposable
{
    // Linux and macOS: a write beyond the limit on a file's size. Unhandled it kills the process; handled, the write fails and is cleaned up after.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;

    // The terminal may be in the middle of progress bars, which hide it.
    private const string ShowCursor = "\e[?25h";
    private readonly CancellationTokenSource _cancel = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private int _signals;

    public CancelSignals()
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Cancel));
        }

        if (!OperatingSystem.IsWindows())
        {
            _registrations.Add(PosixSignalRegistration.Create(FileSizeExceeded, static context => context.Cancel = true));
        }
    }

    public CancellationToken Token => _cancel.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _cancel.Dispose();
    }

    private void Cancel(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _signals) == 1)
        {
            _cancel.Cancel();
            return;
        }

        Console.Error.WriteLine($"{(Console.IsErrorRedirected ? "" : $"{ShowCursor}\n")}ibmcloud-e2e: Stopped at once. What was under way may be half done; the journal of a run is whole, and 'resume' goes on from it.");
        Environment.Exit(ExitCode.Killed);
    }
}
