using System.Runtime.InteropServices;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>Turns Ctrl-C and its like into cancellation, which cleans up before the process ends.</summary>
internal sealed class CancelSignals : IDisposable
{
    // Linux and macOS: a write beyond the limit on a file's size. Unhandled it kills the process; handled, the write fails and is cleaned up after.
    private const PosixSignal FileSizeExceeded = (PosixSignal)25;
    private readonly CancellationTokenSource _cancel = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

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
        _cancel.Cancel();
    }
}
