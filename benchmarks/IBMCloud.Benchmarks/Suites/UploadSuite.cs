using IBMCloud.Benchmarks.Harness;

namespace IBMCloud.Benchmarks.Suites;

/// <summary>A file to the S3 server that <c>S3_ENDPOINT</c> and its sisters name, whole processes, against rclone, Amazon's TransferUtility and its command line.</summary>
internal static class UploadSuite
{
    private const string Ours = "UploadAsync";
    private const string Encrypted = "UploadAsync, encrypted on the way";
    private const string OnRuntime = "UploadAsync, on the runtime";
    private const string Rclone = "rclone";
    private const string TransferUtility = "TransferUtility";
    private const string AwsCli = "AWS CLI";
    private const int MiB = 1 << 20;
    private const int PartSize = 16 * MiB;
    private const int PartsInFlight = 4;

    public static void Run(HarnessOptions options, Report report)
    {
        report.Section("Uploads", "A file of random bytes to a local S3 server in parts of 16 MiB, 4 at once, a process from start to end, each to a key of its own that is deleted after. Ours and TransferUtility are one program, compiled to native code.");
        if (Environment.GetEnvironmentVariable("S3_ENDPOINT") is not { Length: > 0 })
        {
            report.Line("No S3 server: set S3_ENDPOINT, S3_REGION, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.");
            return;
        }

        using var scratch = new Scratch(options.Memory);
        var input = scratch.Random("in", options.Size);
        var bucket = $"benchmark-{Guid.NewGuid():N}";
        var native = NativeProgram.Publish(Child.InsideProject, "IBMCloud.Benchmarks.Inside");
        Child.Inside("bucket", bucket);
        var contest = new Contest("GB/s");
        var memory = new Dictionary<string, long>();
        Timed(Ours, key => Child.Run(native, "upload", bucket, key, input));
        Timed(Encrypted, key => Child.Run(native, "upload-encrypted", bucket, key, input));
        Timed(OnRuntime, key => Child.Inside("upload", bucket, key, input));
        Timed(TransferUtility, key => Child.Run(native, "transfer-utility", bucket, key, input));
        Timed(Rclone, key => Child.Shell($"""
            unset AWS_CA_BUNDLE
            export RCLONE_CONFIG=/dev/null RCLONE_CONFIG_S_TYPE=s3 RCLONE_CONFIG_S_PROVIDER=Other RCLONE_CONFIG_S_ENDPOINT="$S3_ENDPOINT" RCLONE_CONFIG_S_REGION="$S3_REGION"
            export RCLONE_CONFIG_S_ACCESS_KEY_ID="$S3_ACCESS_KEY_ID" RCLONE_CONFIG_S_SECRET_ACCESS_KEY="$S3_SECRET_ACCESS_KEY"
            exec rclone copyto --s3-chunk-size 16Mi --s3-upload-concurrency 4 --s3-no-check-bucket {input} s:{bucket}/{key}
            """));
        if (Child.Shell("command -v aws").Succeeded)
        {
            var config = scratch["aws-config"];
            File.WriteAllText(config, $"[default]\ns3 =\n  max_concurrent_requests = {PartsInFlight}\n  multipart_chunksize = {PartSize}\n  multipart_threshold = {PartSize}\n");
            Timed(AwsCli, key => Child.Shell($"""
                unset AWS_CA_BUNDLE AWS_PROFILE
                export AWS_CONFIG_FILE={config} AWS_ACCESS_KEY_ID="$S3_ACCESS_KEY_ID" AWS_SECRET_ACCESS_KEY="$S3_SECRET_ACCESS_KEY" AWS_DEFAULT_REGION="$S3_REGION"
                export AWS_REQUEST_CHECKSUM_CALCULATION=when_required AWS_RESPONSE_CHECKSUM_VALIDATION=when_required
                exec aws --endpoint-url "$S3_ENDPOINT" s3 cp --only-show-errors {input} s3://{bucket}/{key}
                """));
        }

        contest.Run(options.Rounds);
        Child.Inside("no-bucket", bucket);
        report.RatioTable();
        report.Ratio(contest, Ours, Rclone, 1.0);
        report.Ratio(contest, Ours, TransferUtility, 1.0);
        report.Ratio(contest, $"{Ours}, CPU", $"{Rclone}, CPU", 1 / 0.65);
        report.Ratio(contest, $"{Ours}, CPU", $"{TransferUtility}, CPU");
        report.Ratio(contest, Encrypted, Ours, 1 / 1.1);
        report.Ratio(contest, OnRuntime, Ours);
        report.Ratio(contest, $"{OnRuntime}, CPU", $"{Rclone}, CPU");
        if (memory.ContainsKey(AwsCli))
        {
            report.Ratio(contest, Ours, AwsCli, 1.0);
            report.Ratio(contest, $"{Ours}, CPU", $"{AwsCli}, CPU");
        }

        report.Line("");
        report.FactTable();
        foreach (var (name, bytes) in memory)
        {
            var limit = name is Ours or Encrypted or OnRuntime ? 100L * MiB + PartsInFlight * PartSize : (long?)null;
            report.Fact($"{name}: peak resident memory, MiB", $"{bytes / MiB}", limit is null ? "" : $"≤ {limit / MiB}", limit is null ? null : bytes <= limit);
        }

        report.Absolute(contest, "GB/s (CPU: GB per second of processor time)");

        // One run gives both figures: the second contender only tells what the first one used.
        void Timed(string name, Func<string, ChildResult> run)
        {
            var last = new ChildResult(false, double.NaN, double.NaN, "");
            contest.Add(name, () =>
            {
                var key = Guid.NewGuid().ToString("N");
                last = run(key);
                Child.Inside("no-object", bucket, key);
                memory[name] = Math.Max(memory.GetValueOrDefault(name), last.PeakMemory);
                return last.Speed(options.Size);
            });
            contest.Add($"{name}, CPU", () => last.Succeeded ? options.Size / last.Cpu / 1e9 : double.NaN);
        }
    }
}
