using System.Globalization;

namespace IBMCloud.E2E.Runner;

/// <summary>Says on the output where the run is, and stops it there for ever where it was told to.</summary>
/// <param name="stopAt">The point, or <see langword="null"/> to go through.</param>
public sealed class Announcements(string? stopAt)
{
    private readonly Lock _gate = new();
    private readonly long? _readAll = stopAt?.StartsWith("read ", StringComparison.Ordinal) == true ? long.Parse(stopAt.AsSpan(5), CultureInfo.InvariantCulture) : null;
    private int _writes;
    private long _bytesRead;

    public void Say(string line)
    {
        lock (_gate)
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>Surrounds a journal write: it is said, and the run stops before it or when it is on the disk.</summary>
    public async Task WriteAsync(string what, Func<Task> write)
    {
        var number = Interlocked.Increment(ref _writes);
        Say(string.Create(CultureInfo.InvariantCulture, $"write {number} {what}"));
        await StopAtAsync(string.Create(CultureInfo.InvariantCulture, $"before {number}"));
        await write();
        await StopAtAsync(string.Create(CultureInfo.InvariantCulture, $"after {number}"));
    }

    /// <summary>Says when so many bytes of the disk have been read. The run goes on meanwhile: the kill comes at whatever moment.</summary>
    public void Read(int bytes)
    {
        var now = Interlocked.Add(ref _bytesRead, bytes);
        if (now >= _readAll && now - bytes < _readAll)
        {
            Say("stopped");
        }
    }

    private async Task StopAtAsync(string point)
    {
        if (point == stopAt)
        {
            Say("stopped");
            await Task.Delay(Timeout.InfiniteTimeSpan);
        }
    }
}
