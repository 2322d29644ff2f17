using IBMCloud.Emulator;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>A runner is killed, as a process, at every write of its journal and at any moment of the upload; another process goes on, and nothing shows of it.</summary>
public sealed class KillMatrixTests
{
    private static readonly string[] JournalFiles = ["test-run.journal.json", "test-run.lock", "test-run.parts.jsonl"];

    [Fact]
    public async Task A_runner_killed_at_any_journal_write_leaves_what_another_process_finishes()
    {
        var matrix = new Matrix("kill-at-journal-writes", "Runner killed (SIGKILL) before and after each journal write reaches the disk, then resumed by another process", "journal write");
        var writes = await UndisturbedAsync();
        writes.Should().HaveCountGreaterThan(40);
        var points = Enumerable.Range(1, writes.Count).SelectMany(write => new[] { (write, "before"), (write, "after") }).ToList();

        await Matrix.TryAsync(Matrix.Sample(points, 5), Environment.ProcessorCount, async point =>
        {
            var (write, side) = point;
            await using var cloud = await TestCloud.StartInPartsAsync();
            using var folder = FolderWith(cloud);
            using var runner = RunnerProcess.Start(cloud, folder, $"{side} {write}");
            if (!await runner.StopsAsync())
            {
                matrix.Set((write, writes[write - 1]), side, "", [$"the runner came to no write {write}: {(await runner.EndAsync()).Errors}"]);
                return;
            }

            await runner.KillAsync();
            var stored = PartsOf(cloud);
            using var workflow = cloud.Workflow(new FileJournalStore(folder["journals"]));
            matrix.Set((write, writes[write - 1]), side, "resumed, done", await GoOnAsync(cloud, workflow, folder, stored));
        });

        matrix.ShouldBeGreen();
    }

    [Fact]
    public async Task A_runner_killed_again_and_again_during_the_upload_sends_no_part_twice_that_the_service_had()
    {
        var matrix = new Matrix("kill-during-upload", "Runner killed (SIGKILL) three times at random moments of the upload, then finished by a fourth process", "run");
        var seeds = Enumerable.Range(0, 10).Select(run => Matrix.Seed + run).ToList();

        await Matrix.TryAsync(Matrix.Sample(seeds, 1), Environment.ProcessorCount, async seed =>
        {
            await using var cloud = await TestCloud.StartInPartsAsync();
            using var folder = FolderWith(cloud);
            var random = new Random(seed);
            var (kept, wrong) = (new List<int>(), new List<string>());
            for (var attempt = 0; attempt < 3; attempt++)
            {
                // The first one reads the disk once to lay the image out; from then on a runner reads what is still to be sent.
                var before = PartsOf(cloud);
                var rest = Math.Max(1, cloud.Disk.Length - (before.Count * (int)cloud.UploadPartSize!));
                using var runner = RunnerProcess.Start(cloud, folder, $"read {(attempt == 0 ? cloud.Disk.Length : 0) + random.Next(1, rest)}");
                if (await runner.StopsAsync())
                {
                    await runner.KillAsync();
                }

                wrong.AddRange(SentAgain(cloud, before));
                kept.Add(PartsOf(cloud).Count);
            }

            var stored = PartsOf(cloud);
            using var last = RunnerProcess.Start(cloud, folder);
            var (exitCode, errors) = await last.EndAsync();
            using var workflow = cloud.Workflow(new FileJournalStore(folder["journals"]));
            wrong.AddRange(exitCode == 0 ? await GoOnAsync(cloud, workflow, folder, stored) : [$"the last process failed: {errors}"]);
            matrix.Set((seed, $"seed {seed}"), "outcome", $"parts there after each kill: {string.Join(", ", kept)}; done", wrong);
        });

        matrix.ShouldBeGreen();
    }

    [Fact]
    public async Task A_second_process_is_refused_while_the_first_runs_and_goes_on_when_that_is_killed()
    {
        await using var cloud = await TestCloud.StartInPartsAsync();
        using var folder = FolderWith(cloud);
        using var first = RunnerProcess.Start(cloud, folder, "after 9");
        (await first.StopsAsync()).Should().BeTrue();

        using var second = RunnerProcess.Start(cloud, folder);
        var (refused, why) = await second.EndAsync();
        await first.KillAsync();
        using var third = RunnerProcess.Start(cloud, folder);
        var (done, errors) = await third.EndAsync();

        refused.Should().Be(3, why);
        why.Should().Contain("The run 'test-run' is in use");
        done.Should().Be(0, errors);
        using var workflow = cloud.Workflow(new FileJournalStore(folder["journals"]));
        (await GoOnAsync(cloud, workflow, folder, PartsOf(cloud))).Should().BeEmpty();
    }

    // The first process writes as many times as it has points to be killed at.
    private static async Task<List<string>> UndisturbedAsync()
    {
        await using var cloud = await TestCloud.StartInPartsAsync();
        using var folder = FolderWith(cloud);
        using var runner = RunnerProcess.Start(cloud, folder);
        var (exitCode, errors) = await runner.EndAsync();
        exitCode.Should().Be(0, errors);
        return [.. runner.Lines.Where(line => line.StartsWith("write ", StringComparison.Ordinal)).Select(line => line["write ".Length..])];
    }

    private static TempFolder FolderWith(TestCloud cloud)
    {
        var folder = new TempFolder();
        folder.Write("disk.raw", cloud.Disk);
        return folder;
    }

    private static async Task<List<string>> GoOnAsync(TestCloud cloud, E2EWorkflow workflow, TempFolder folder, Dictionary<string, int> stored)
    {
        RunJournal journal;
        try
        {
            journal = (await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel)).Journal;
        }
        catch (E2EStepException e)
        {
            return [$"the resume failed: {e.Message}"];
        }

        var wrong = await EndState.FindWrongAsync(cloud, workflow, journal);
        wrong.AddRange(SentAgain(cloud, stored));
        if (!(await workflow.VerifyAsync(cloud.Request(), new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed)
        {
            wrong.Add("the verification failed");
        }

        wrong.AddRange(Directory.EnumerateFileSystemEntries(folder["tmp"]).Concat(
            Directory.EnumerateFileSystemEntries(folder["journals"]).Where(path => !JournalFiles.Contains(Path.GetFileName(path)))).Select(path => $"left behind: {path}"));
        var secrets = await EndState.DataKeyAsync(workflow, journal.Facts);
        wrong.AddRange(Directory.EnumerateFiles(folder["journals"]).Where(path => secrets.Append(cloud.Emulator.ApiKey).Append(cloud.Emulator.SoftLayerKey)
            .Any(secret => File.ReadAllText(path).Contains(secret, StringComparison.OrdinalIgnoreCase))).Select(path => $"a secret is in {path}"));
        return wrong;
    }

    // Counted since then, not in all: the service may store a part after its sender was killed and the next one asked, and then has it twice by nobody's fault.
    private static IEnumerable<string> SentAgain(TestCloud cloud, Dictionary<string, int> stored) =>
        PartsOf(cloud).Where(part => stored.TryGetValue(part.Key, out var before) && part.Value > before).Select(part => $"the service had {part.Key}, and it was sent again");

    /// <summary>The parts that the service has stored, each with how often.</summary>
    private static Dictionary<string, int> PartsOf(TestCloud cloud) => cloud.Emulator.Requests
        .Where(request => request is { Service: EmulatedService.ObjectStorage, Method: "PUT", Status: 200 } && request.Path.Contains("partNumber=", StringComparison.Ordinal))
        .CountBy(request => request.Path)
        .ToDictionary();
}
