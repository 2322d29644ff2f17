using System.Globalization;
using System.Text.Json;
using IBMCloud.Benchmarks.Harness;
using IBMCloud.Benchmarks.Inside;

namespace IBMCloud.Benchmarks.Suites;

/// <summary>Whether cost grows with the image and nothing else does: time per GiB, garbage, memory; and what workers bring.</summary>
internal static class ScaleSuite
{
    private const double GiB = 1L << 30;

    public static void Run(HarnessOptions options, Report report)
    {
        report.Section("Scale and memory",
            "From a synthetic source, in a process of its own that measures itself: processor time (a busy neighbour does not count), bytes allocated on the managed heap, peak resident memory above that of the same program doing nothing. Least of the rounds. Start and header, which an image of 1 MiB has too, do not count as growth.");
        long[] sizes = options.Quick ? [1 << 20, 16 << 20, 64 << 20] : [1 << 20, 16 << 20, 256 << 20, 1L << 30, 4L << 30, 8L << 30];
        var rounds = Math.Max(2, options.Rounds / 2);
        var idle = Least(rounds, "idle").PeakMemory;
        var one = sizes.Select(size => Least(options.Rounds, "synthetic", Text(size), "1")).ToList();
        var last = one.Count - 1;
        var from = options.Quick ? 1 : 3;
        report.FactTable();
        var growth = Growth(one[0], (one[from], sizes[from]), (one[last], sizes[last]));
        report.Fact($"CPU time per GiB at {Size(sizes[last])} over that at {Size(sizes[from])}, null sink", Number(growth), "0.90 to 1.10", growth is > 0.9 and < 1.1);
        report.Plot("scale.svg", "Cost against image size", SvgPlot.Lines("Cost against image size, one worker, null sink", "image in GiB", "CPU seconds",
            [("CPU seconds", sizes.Select((size, i) => (size / GiB, one[i].Cpu)).ToList())]));

        report.FactTable();
        Disk(options, report, rounds);
        Garbage(options, report, rounds, idle);
        NativeMemory(options, report, rounds);
        Workers(options, report, rounds);
    }

    private static void Disk(HarnessOptions options, Report report, int rounds)
    {
        using var scratch = new Scratch(options.Disk);
        var (small, large) = options.Quick ? (16L << 20, 64L << 20) : (1L << 30, 8L << 30);
        InsideResult Write(long size) => Least(rounds, "synthetic", Text(size), "2", scratch["out"]);
        var ratio = Growth(Write(1 << 20), (Write(small), small), (Write(large), large));
        report.Fact($"CPU time per GiB at {Size(large)} over that at {Size(small)}, file on disk", Number(ratio), "0.90 to 1.10", ratio is > 0.9 and < 1.1);
    }

    /// <summary>Time per byte of the larger over that of the smaller, without what an image of 1 MiB takes: the start and the header.</summary>
    private static double Growth(InsideResult tiny, (InsideResult Result, long Size) small, (InsideResult Result, long Size) large) =>
        (large.Result.Cpu - tiny.Cpu) / large.Size / ((small.Result.Cpu - tiny.Cpu) / small.Size);

    private static void Garbage(HarnessOptions options, Report report, int rounds, long idle)
    {
        using var scratch = new Scratch(options.Memory);
        var (small, large) = (options.Size / 16, options.Size);
        var (inputs, output) = (new[] { scratch.Random("small", small), scratch.Random("large", large) }, scratch["out"]);
        foreach (var (name, work, limit) in new[] { ("positional, 2 workers", "file", 16), ("streams", "stream", 128) })
        {
            string[] workers = work == "file" ? ["2"] : [];
            var (less, more) = (Least(rounds, [work, inputs[0], output, .. workers]), Least(rounds, [work, inputs[1], output, .. workers]));
            var garbage = (more.Allocated - less.Allocated) / 1024.0 * GiB / (large - small);
            report.AtMost($"{name}: KiB allocated per GiB", garbage, limit, 1024);
            report.AtMost($"{name}: gen-0 collections", more.Collections, 0, 0);
            report.AtMost($"{name}: peak memory above the idle runtime, {Size(large)}, MiB", (more.PeakMemory - idle) / (double)(1 << 20), 8, 24);
            report.Fact($"{name}: the same, {Size(small)}, MiB", Number((less.PeakMemory - idle) / (double)(1 << 20)));
        }
    }

    /// <summary>The tool compiled to native code: nothing in it is the compiler's memory. A look from outside can miss the peak and never overstates it: the most of the rounds counts.</summary>
    private static void NativeMemory(HarnessOptions options, Report report, int rounds)
    {
        using var scratch = new Scratch(options.Memory);
        var (input, key) = (scratch.Random("in", options.Size), scratch.Write("key", System.Security.Cryptography.RandomNumberGenerator.GetBytes(32)));
        string[] encrypt = ["encrypt", input, scratch["out"], "--force", "--format", "luks2", "--key-file", key, "--kdf", "pbkdf2", "--kdf-iterations", "1000"];
        double Peak(params string[] arguments) => Enumerable.Range(0, 2 * rounds).Select(_ => Child.Run(options.Native, arguments)).Where(run => run is { Succeeded: true, PeakMemory: > 0 })
            .Select(run => (double)run.PeakMemory).DefaultIfEmpty(double.NaN).Max();
        report.AtMost($"ibmcloud-e2e encrypt, native: peak memory above that of --version, {Size(options.Size)}, MiB", (Peak(encrypt) - Peak("--version")) / (1 << 20), 8, 24);
    }

    private static void Workers(HarnessOptions options, Report report, int rounds)
    {
        var size = options.Size;
        var points = new List<(double, double)>();
        for (var workers = 1; workers <= Math.Max(4, Environment.ProcessorCount); workers *= 2)
        {
            points.Add((workers, size / Least(rounds, result => result.Seconds, "synthetic", Text(size), Text(workers)).Seconds / 1e9));
        }

        report.Plot("workers.svg", "Throughput against workers", SvgPlot.Lines($"Throughput against workers, null sink, {Environment.ProcessorCount} cores", "workers", "GB/s", [("GB/s", points)]));
    }

    private static InsideResult Least(int rounds, params string[] work) => Least(rounds, result => result.Cpu, work);

    /// <summary>The round with the least time; garbage and memory are the least of all rounds.</summary>
    private static InsideResult Least(int rounds, Func<InsideResult, double> by, params string[] work)
    {
        var results = Enumerable.Range(0, rounds).Select(_ => Child.Inside(work)).Where(child => child.Succeeded)
            .Select(child => JsonSerializer.Deserialize<InsideResult>(child.Output)!).ToList();
        return results.MinBy(by)! with { Allocated = results.Min(result => result.Allocated), PeakMemory = results.Min(result => result.PeakMemory) };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes >= 1L << 30 ? $"{bytes >> 30} GiB" : $"{bytes >> 20} MiB";
}
