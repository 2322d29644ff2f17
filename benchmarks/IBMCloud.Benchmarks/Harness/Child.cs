using System.Diagnostics;

namespace IBMCloud.Benchmarks.Harness;

/// <summary>What a whole process took: seconds, seconds of processor time, and bytes of peak resident memory, 0 where the system does not tell.</summary>
internal sealed record ChildResult(bool Succeeded, double Wall, double Cpu, string Output, long PeakMemory = 0);

/// <summary>Starts programs and times them from start to end.</summary>
internal static class Child
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));

    private static readonly string Configuration = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(AppContext.BaseDirectory + "x")!)!);

    /// <summary>The folder of the tool's project.</summary>
    public static string ToolProject { get; } = Path.Combine(Root, "src", "IBMCloud.E2E.Tool");

    /// <summary>The folder of the project that does in a process of its own what a contest is about.</summary>
    public static string InsideProject { get; } = Path.Combine(Root, "benchmarks", "IBMCloud.Benchmarks.Inside");

    /// <summary>The built tool: same configuration as this program.</summary>
    public static string BuiltTool { get; } = Built(ToolProject, "ibmcloud-e2e");

    /// <summary>The built program of <see cref="InsideProject"/>, on the runtime.</summary>
    public static string BuiltInside { get; } = Built(InsideProject, "IBMCloud.Benchmarks.Inside");

    public static ChildResult Inside(params string[] arguments) => Run(BuiltInside, arguments);

    public static ChildResult Shell(string command) => Run("/bin/sh", ["-ec", command]);

    public static ChildResult Run(string program, params string[] arguments)
    {
        try
        {
            var cpu = CpuClock.OfChildren();
            var clock = Stopwatch.StartNew();
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var errors = process.StandardError.ReadToEndAsync();
            var peak = Task.Run(() => PeakOf(process));
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            var wall = clock.Elapsed.TotalSeconds;
            if (process.ExitCode != 0)
            {
                Console.Error.WriteLine($"  {program} {string.Join(' ', arguments)}\n  ended with {process.ExitCode}: {errors.Result}");
            }

            return new ChildResult(process.ExitCode == 0, wall, CpuClock.OfChildren() - cpu, output, peak.Result);
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            Console.Error.WriteLine($"  {program} could not be started: {error.Message}");
            return new ChildResult(false, double.NaN, double.NaN, "");
        }
    }

    /// <summary>The high-water mark only rises, so looking from time to time misses at most what the last moments added: often at first, for programs that end soon.</summary>
    private static long PeakOf(Process process)
    {
        long peak = 0;
        var clock = Stopwatch.StartNew();
        var status = $"/proc/{process.Id}/status";
        while (File.Exists(status))
        {
            try
            {
                var line = File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
                if (line is null)
                {
                    break;
                }

                peak = Math.Max(peak, long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) << 10);
            }
            catch (IOException)
            {
                break;
            }

            if (process.WaitForExit(clock.ElapsedMilliseconds < 200 ? 1 : 10))
            {
                break;
            }
        }

        return peak;
    }

    private static string Built(string project, string program) => Path.Combine(project, "bin", Configuration, "net10.0", program);

    /// <summary>GB/s of a run over so many bytes, or NaN where it failed.</summary>
    public static double Speed(this ChildResult result, long bytes) => result.Succeeded ? bytes / result.Wall / 1e9 : double.NaN;
}
