using System.Globalization;
using System.Runtime.InteropServices;

namespace IBMCloud.Benchmarks.Harness;

/// <summary>What the machine is, and how much of it others used while we measured.</summary>
internal sealed class Machine
{
    private readonly (double Busy, double Stolen, double Total) _before = Ticks();
    private readonly double _ours = OwnSeconds();
    private readonly List<double> _loads = [];

    public static string Class()
    {
        var cpu = Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        var family = Lines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("cpu family", StringComparison.Ordinal))?.Split(':')[1].Trim();
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        return string.Create(CultureInfo.InvariantCulture,
            $"{Environment.ProcessorCount} × {cpu} (family {family}), {memory:0} GiB, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; kernels {string.Join(", ", Luks.XtsKernels.Available.Select(kernel => kernel.Name))}");
    }

    /// <summary>Called now and then: the load average is a snapshot.</summary>
    public void Look()
    {
        if (Lines("/proc/loadavg").FirstOrDefault() is { } line)
        {
            _loads.Add(double.Parse(line.Split(' ')[0], CultureInfo.InvariantCulture));
        }
    }

    public string Quiet()
    {
        Look();
        var (busy, stolen, total) = Ticks();
        if (total <= _before.Total)
        {
            return "unknown (no /proc/stat)";
        }

        var all = total - _before.Total;
        var others = Math.Max(0, busy - _before.Busy - (OwnSeconds() - _ours) * 100) / all;
        return string.Create(CultureInfo.InvariantCulture,
            $"other processes used {others:P0} of all processor time, the host took {(stolen - _before.Stolen) / all:P0}; load average {_loads.Min():0.0} to {_loads.Max():0.0}, ours included");
    }

    /// <summary>Bytes that programs can still have, 0 where the system does not tell.</summary>
    public static long AvailableMemory() => Lines("/proc/meminfo").FirstOrDefault(line => line.StartsWith("MemAvailable:", StringComparison.Ordinal)) is { } line
        ? long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10
        : 0;

    /// <summary>Processor time of this process and of its children that ended, in seconds.</summary>
    public static double OwnSeconds() => CpuClock.OfProcess() + CpuClock.OfChildren();

    private static (double Busy, double Stolen, double Total) Ticks()
    {
        if (Lines("/proc/stat").FirstOrDefault() is not { } line)
        {
            return default;
        }

        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        var total = fields.Take(8).Sum();
        return (total - fields[3] - fields[4] - fields[7], fields[7], total);
    }

    private static string[] Lines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}
