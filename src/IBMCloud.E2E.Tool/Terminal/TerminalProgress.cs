using System.Globalization;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>A line on stderr that says how far the work is. Only where stderr is a terminal.</summary>
internal sealed class TerminalProgress : IProgress<TransferProgress>, IDisposable
{
    private const long Interval = 100;
    private readonly Lock _gate = new();
    private long _next;
    private int _width;

    private TerminalProgress()
    {
    }

    /// <summary>The line, or null where nobody would see it.</summary>
    public static TerminalProgress? Start() => Console.IsErrorRedirected ? null : new TerminalProgress();

    public void Report(TransferProgress value)
    {
        if (Environment.TickCount64 < Volatile.Read(ref _next))
        {
            return;
        }

        lock (_gate)
        {
            Volatile.Write(ref _next, Environment.TickCount64 + Interval);
            Show(Line(value));
        }
    }

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            Show("");
            _next = long.MaxValue;
        }
    }

    internal static string Line(TransferProgress value) => string.Create(CultureInfo.InvariantCulture,
        $"{100.0 * value.BytesDone / Math.Max(1, value.BytesTotal),3:F0} %  {Size(value.BytesDone)} of {Size(value.BytesTotal)}  {Size((long)value.BytesPerSecond)}/s{(value.Remaining is { } left ? $"  {left:h\\:mm\\:ss} left" : "")}");

    private static string Size(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 30):F1} GiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1 << 20):F0} MiB"),
    };

    private void Show(string line)
    {
        Console.Error.Write('\r' + line.PadRight(_width) + (line.Length == 0 ? "\r" : ""));
        _width = line.Length;
    }
}
