using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using IBMCloud.Benchmarks.Harness;
using IBMCloud.Luks;

namespace IBMCloud.Benchmarks.Suites;

/// <summary>Key derivation against the reference programs.</summary>
internal static class KdfSuite
{
    private const int Iterations = 2_000_000;

    public static void Run(HarnessOptions options, Report report)
    {
        report.Section("Key derivation", "Argon2id with 4 passes and 4 lanes, wall time, against the `argon2` program (its start-up included, which is nothing next to it); PBKDF2-SHA-256 against `cryptsetup benchmark`.");
        var memory = options.Quick ? 64 : 1024;
        var logarithm = options.Quick ? 16 : 20;
        var contest = new Contest("per second");
        var output = new byte[64];
        contest.Add("Argon2id", () => 1 / Seconds(() => Argon2.DeriveKey(Argon2Variant.Argon2id, "password"u8, "saltsaltsaltsalt"u8, 4, memory << 10, 4, output)));
        contest.Add("argon2 -id", () =>
        {
            var result = Child.Shell($"printf password | argon2 saltsaltsaltsalt -id -t 4 -m {logarithm} -p 4 -l 64 -r");
            return result.Succeeded ? 1 / result.Wall : double.NaN;
        });
        contest.Add("PBKDF2-SHA-256", () => Iterations / 1e6 / Seconds(() => Rfc2898DeriveBytes.Pbkdf2("password"u8, "saltsaltsaltsalt"u8, output.AsSpan(0, 32), Iterations, HashAlgorithmName.SHA256)));
        contest.Add("cryptsetup benchmark", () =>
        {
            var result = Child.Run("cryptsetup", "benchmark", "--pbkdf", "pbkdf2", "--hash", "sha256");
            var line = result.Output.Split('\n').FirstOrDefault(line => line.Contains("iterations per second", StringComparison.Ordinal));
            return line is null ? double.NaN : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1e6;
        });
        contest.Run(Math.Max(2, options.Rounds - 2));
        report.RatioTable();
        report.Ratio(contest, "Argon2id", "argon2 -id", 2, 1 / 0.9);
        report.Ratio(contest, "PBKDF2-SHA-256", "cryptsetup benchmark", 1.0, 0.8);
        report.Absolute(contest, $"Argon2id with {memory} MiB: derivations per second, PBKDF2: million iterations per second");
    }

    private static double Seconds(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalSeconds;
    }
}
