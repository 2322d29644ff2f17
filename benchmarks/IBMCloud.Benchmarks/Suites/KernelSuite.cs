using System.Runtime.InteropServices;
using IBMCloud.Benchmarks.Anchors;
using IBMCloud.Benchmarks.Harness;
using IBMCloud.Luks;

namespace IBMCloud.Benchmarks.Suites;

/// <summary>One thread over 256 KiB, by the thread's processor time, as the anchor times itself.</summary>
internal static unsafe class KernelSuite
{
    private const int Length = 256 << 10;

    public static void Run(HarnessOptions options, Report report)
    {
        var seconds = options.Quick ? 0.2 : 1.0;
        var key = new byte[64];
        new Random(1).NextBytes(key);
        report.Section("Kernels",
            "AES-256-XTS over 256 KiB in place, one thread, each by its own processor time, so a busy neighbour costs little. `openssl speed` sets no tweak between calls, which a disk's caller must; libcrypto per data unit does.");
        report.RatioTable();
        var contests = new[] { 512, 4096 }.Select(unit => (Unit: unit, Contest: Compare(options, key, unit, seconds))).ToList();
        foreach (var (unit, contest) in contests)
        {
            Rows(report, contest, unit);
        }

        foreach (var (unit, contest) in contests)
        {
            report.Absolute(contest, "GB/s");
            var bars = contest.Names.Select(name => (name, contest.Of(name))).Where(bar => !bar.Item2.IsEmpty).ToList();
            report.Plot($"kernels-{unit}.svg", $"AES-256-XTS, {unit}-byte data units", SvgPlot.Bars($"AES-256-XTS, {unit}-byte data units, one thread", "GB/s", bars));
        }

        Threads(options, report, key, seconds);
    }

    private static Contest Compare(HarnessOptions options, byte[] key, int unit, double seconds)
    {
        var contest = new Contest("GB/s");
        var openssl = $"openssl speed aes-256-xts, {unit} B";
        var ciphers = XtsKernels.Available.Select(kernel => (kernel.Name, Cipher: new XtsCipher(key, unit, XtsTweak.Plain64, kernel.Create))).ToList();
        using var libcrypto = LibcryptoXts.Open(key);
        foreach (var (name, cipher) in ciphers)
        {
            contest.Add($"{name}, {unit} B", () => Speed(span => cipher.Encrypt(7, span, span), seconds));
            if (name == ciphers[0].Name)
            {
                contest.Add(openssl, () => OpensslSpeed.Measure("aes-256-xts", unit, options.Quick ? 1 : 2));
                contest.Add($"{name}, {unit} B, decryption", () => Speed(span => cipher.Decrypt(7, span, span), seconds));
                contest.Add("openssl speed aes-256-ecb, 16 KiB", () => OpensslSpeed.Measure("aes-256-ecb", 16384, 1));
            }
        }

        contest.Add($"libcrypto per data unit, {unit} B", () => libcrypto is null ? double.NaN : Speed(span => libcrypto.Encrypt(7, span, unit), seconds));
        contest.Run(options.Rounds);
        ciphers.ForEach(cipher => cipher.Cipher.Dispose());
        return contest;
    }

    private static void Rows(Report report, Contest contest, int unit)
    {
        var kernels = XtsKernels.Available.Select(kernel => kernel.Name).ToList();
        var openssl = $"openssl speed aes-256-xts, {unit} B";
        foreach (var kernel in kernels)
        {
            report.Ratio(contest, $"{kernel}, {unit} B", openssl, Goal(kernel, unit), Floor(kernel, unit));
        }

        report.Ratio(contest, $"{kernels[0]}, {unit} B, decryption", $"{kernels[0]}, {unit} B", 0.97, 0.85);
        report.Ratio(contest, $"{kernels[0]}, {unit} B", "openssl speed aes-256-ecb, 16 KiB", unit == 512 ? 0.88 : 0.92, unit == 512 ? 0.6 : 0.7);
        report.Ratio(contest, $"{kernels[0]}, {unit} B", $"libcrypto per data unit, {unit} B");
    }

    private static double? Goal(string kernel, int unit) => (kernel, unit) switch
    {
        ("x86-512" or "x86-256", 512) => 1.35,
        ("x86-512" or "x86-256", 4096) => 1.10,
        ("x86-128", 512) => 1.2,
        ("x86-128", 4096) => 0.95,
        ("portable", 512) => 0.85,
        _ => null,
    };

    /// <summary>Below what a busy machine showed.</summary>
    private static double? Floor(string kernel, int unit) => (kernel, unit) switch
    {
        ("x86-512" or "x86-256", 512) => 1.1,
        ("x86-512" or "x86-256", 4096) => 0.95,
        ("x86-128", 512) => 0.9,
        ("x86-128", 4096) => 0.7,
        ("portable", 512) => 0.6,
        ("portable", 4096) => 0.5,
        _ => null,
    };

    private static void Threads(HarnessOptions options, Report report, byte[] key, double seconds)
    {
        using var cipher = new XtsCipher(key);
        var contest = new Contest("GB/s");
        double Many(int threads)
        {
            var speeds = new double[threads];
            var running = Enumerable.Range(0, threads).Select(i => new Thread(() => speeds[i] = Speed(span => cipher.Encrypt(7, span, span), seconds))).ToList();
            running.ForEach(thread => thread.Start());
            running.ForEach(thread => thread.Join());
            return speeds.Sum();
        }

        contest.Add("1 thread", () => Many(1));
        for (var threads = 2; threads <= Environment.ProcessorCount; threads *= 2)
        {
            var count = threads;
            contest.Add($"{count} threads", () => Many(count));
        }

        contest.Run(options.Rounds);
        report.Line("");
        report.Line("Threads, the sum of what each does per second of its own processor time: what they share besides the cores.");
        report.Line("");
        report.RatioTable();
        foreach (var name in contest.Names.Skip(1))
        {
            report.Ratio(contest, name, "1 thread", name == "2 threads" ? 1.9 : null, name == "2 threads" ? 1.6 : null);
        }
    }

    private static double Speed(SpanWork work, double seconds)
    {
        var memory = NativeMemory.AlignedAlloc(Length, 4096);
        var span = new Span<byte>(memory, Length);
        span.Clear();
        for (var i = 0; i < 20; i++)
        {
            work(span);
        }

        var (start, bytes, now) = (CpuClock.OfThread(), 0L, 0.0);
        do
        {
            for (var i = 0; i < 20; i++)
            {
                work(span);
            }

            bytes += 20 * Length;
            now = CpuClock.OfThread() - start;
        }
        while (now < seconds);
        NativeMemory.AlignedFree(memory);
        return bytes / now / 1e9;
    }

    private delegate void SpanWork(Span<byte> span);
}
