using IBMCloud.Benchmarks.Harness;

namespace IBMCloud.Benchmarks.Suites;

/// <summary>Stream to stream in order, against a copy and against the same work with random access.</summary>
internal static class StreamSuite
{
    private const string Native = "ibmcloud-e2e encrypt - OUTPUT, native";

    public static void Run(HarnessOptions options, Report report)
    {
        report.Section("Streams", "`LuksPipe.EncryptAsync` from stream to stream in memory, in order, a process from start to end: `encrypt - OUTPUT` is the tool compiled to native code, which gets the image through stdin; the others run on the runtime, whose start is in their time. `positional` is `ImageFileWriter`, without fsync.");
        using var scratch = new Scratch(options.Memory);
        var input = scratch.Random("in", options.Size);
        var contest = new Contest("GB/s");
        var key = scratch.Write("key", System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        scratch.HoldMemory(options);
        contest.Add(Native, () => Timed(() => Child.Shell($"'{options.Native}' encrypt - {scratch["out"]} --size {options.Size} --format luks2 --key-file {key} --kdf pbkdf2 --kdf-iterations 1000 < {input}")));
        contest.Add("streams", () => Timed(() => Child.Inside("stream", input, scratch["out"])));
        contest.Add("cp", () => Timed(() => Child.Run("cp", input, scratch["out"])));
        contest.Add("positional, 2 workers", () => Timed(() => Child.Inside("file", input, scratch["out"], "2")));
        contest.Add("positional, 1 worker", () => Timed(() => Child.Inside("file", input, scratch["out"], "1")));
        contest.Run(options.Rounds);
        report.RatioTable();
        report.Ratio(contest, Native, "cp", 1.0, 0.6);
        report.Ratio(contest, "streams", "cp", 1.0);
        report.Ratio(contest, "positional, 2 workers", "cp");
        report.Ratio(contest, "positional, 1 worker", "cp");
        report.Ratio(contest, "streams", "positional, 2 workers");
        report.Absolute(contest, "GB/s");

        double Timed(Func<ChildResult> run)
        {
            scratch.Settle(options.Size);
            var speed = run().Speed(options.Size);
            scratch.Delete("out");
            return speed;
        }
    }
}
