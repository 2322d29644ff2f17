using System.Diagnostics;
using System.Runtime.InteropServices;

namespace IBMCloud.Benchmarks.Harness;

/// <summary>Processor time. A kernel that is timed by it does not look slow because a neighbour had the core.</summary>
internal static unsafe partial class CpuClock
{
    private const int ThreadClock = 3;
    private const int Children = -1;

    /// <summary>Of the calling thread, in seconds: the clock that <c>openssl speed</c> uses for itself.</summary>
    public static double OfThread()
    {
        if (!OperatingSystem.IsLinux())
        {
            return Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;
        }

        var time = stackalloc long[2];
        _ = ClockGetTime(ThreadClock, time);
        return time[0] + time[1] * 1e-9;
    }

    /// <summary>Of this process, in seconds.</summary>
    public static double OfProcess() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Of all children that ended, in seconds.</summary>
    public static double OfChildren()
    {
        if (!OperatingSystem.IsLinux())
        {
            return 0;
        }

        var usage = stackalloc long[32];
        _ = GetResourceUsage(Children, usage);
        return usage[0] + usage[2] + (usage[1] + usage[3]) * 1e-6;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, long* time);

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetResourceUsage(int who, long* usage);
}
