using System.Diagnostics;
using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>A process that uploads is killed at random points, again and again, and the next one goes on: against a real server.</summary>
public sealed class KilledUploadTests : ObjectStorageTest
{
    private const int Length = 256 * MiB;
    private const int Parts = (Length + 5 * MiB - 1) / (5 * MiB);
    private static readonly int Kills = HeavyCount.From("IBMCLOUD_E2E_UPLOAD_KILLS", 2);
    private readonly TempFolder _folder = new();

    [Fact]
    public async Task The_object_is_right_and_no_part_is_sent_twice_that_the_server_had()
    {
        // Where to kill: after as many parts as chance says, 0 to what spreads the kills over the upload.
        var random = new Random(20_261_124);
        var before = new Dictionary<int, PartDetail>();
        for (var kill = 0; kill < Kills; kill++)
        {
            var most = Math.Min(Parts - before.Count, 2 * Parts / (Kills + 1));
            await RunAsync(killAfter: random.Next(0, most + 1));
            var now = await PartsAsync();
            foreach (var (number, part) in before)
            {
                now[number].LastModified.Should().Be(part.LastModified, "part {0} was there already", number);
            }

            before = now;
        }

        var lines = await RunAsync(killAfter: null);

        // At most what was missing: a busy server stores a part that lay in its socket when the client was killed, and that may be after the test asked and before the next run did.
        var (sent, kept) = Done(lines[^1]);
        sent.Should().BeLessThanOrEqualTo(Parts - before.Count);
        kept.Should().Be(Parts - sent);
        using var source = new PatternSource(Length);
        await ShouldHoldAsync("image.raw", source);
    }

    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _folder.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>What a process said until its end or until it was killed.</summary>
    private async Task<List<string>> RunAsync(int? killAfter)
    {
        var recorded = FileJournal.Read(_folder["journal"])?.Parts ?? [];
        var program = Path.Combine(AppContext.BaseDirectory, "IBMCloud.ObjectStorage.Uploader.dll");
        var start = new ProcessStartInfo("dotnet", [program, Bucket, "image.raw", $"{Length}", _folder["journal"]]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        using var process = Process.Start(start)!;
        var lines = new List<string>();
        var stored = 0;
        while (await process.StandardOutput.ReadLineAsync(Cancel) is { } line)
        {
            lines.Add(line);
            if (stored++ == killAfter)
            {
                process.Kill();
            }
            else
            {
                await process.StandardInput.WriteLineAsync();
                await process.StandardInput.FlushAsync(Cancel);
            }
        }

        await process.WaitForExitAsync(Cancel);
        process.ExitCode.Should().Be(killAfter is null ? 0 : 128 + 9);
        lines.Should().NotIntersectWith(recorded.Select(part => $"stored {part.Number}"), "what the journal has is neither read nor sent again");
        return lines;
    }

    private static (int Sent, int Kept) Done(string line)
    {
        var words = line.Split(' ');
        words.Should().HaveCount(3).And.StartWith("done");
        return (int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture));
    }

    /// <summary>What the server has, asked with Amazon's own client.</summary>
    private async Task<Dictionary<int, PartDetail>> PartsAsync()
    {
        using var s3 = new AmazonS3Client(new BasicAWSCredentials(RealServer.AccessKeyId, RealServer.SecretAccessKey), new AmazonS3Config
        {
            ServiceURL = ((RealServer)Server).Endpoint.ToString(),
            ForcePathStyle = true,
            AuthenticationRegion = RealServer.RegionName,
        });
        if (FileJournal.Read(_folder["journal"]) is not { } record)
        {
            return [];
        }

        var listed = await s3.ListPartsAsync(new ListPartsRequest { BucketName = Bucket, Key = "image.raw", UploadId = record.UploadId }, Cancel);
        return (listed.Parts ?? []).ToDictionary(part => part.PartNumber!.Value);
    }
}
