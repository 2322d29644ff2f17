using System.Security.Cryptography;
using System.Text;

namespace IBMCloud.E2E.Tests.Journals;

/// <summary>What the journal keeps so that others can check a run: request ids, and the last verification with its digests.</summary>
public sealed class StepEvidenceTests
{
    [Fact]
    public async Task Each_step_keeps_its_calls_with_the_ids_of_the_services()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();

        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        var journal = await ReadAsync(cloud);

        journal.Steps.Where(step => step.Value.Calls.Count == 0).Select(step => step.Key).Should().BeEquivalentTo([E2EStepIds.Image]);
        journal.Steps.Values.SelectMany(step => step.Calls).Should().OnlyContain(call => !string.IsNullOrEmpty(call.RequestId) && call.Status < 500);
        journal.Steps[E2EStepIds.DataKey].Calls.Select(call => call.Service).Should().Contain("Key Protect");
        journal.Steps[E2EStepIds.Bucket].Outcome.Should().Be(StepOutcomeKind.Created);
        journal.Facts.CallerIamId.Should().NotBeNullOrEmpty();
        journal.Facts.ImageFormat.Should().Be("Raw");
    }

    [Fact]
    public async Task A_second_run_adds_its_calls_and_keeps_those_that_made_something()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        var first = await ReadAsync(cloud);

        for (var again = 0; again < 4; again++)
        {
            await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        }

        var last = await ReadAsync(cloud);
        foreach (var (id, record) in last.Steps)
        {
            record.Calls.Count.Should().BeLessThanOrEqualTo(48);
            first.Steps[id].Calls.Where(IsChange).Except(record.Calls).Should().BeEmpty(id);
            record.FirstStartedAt.Should().Be(first.Steps[id].FirstStartedAt);
        }

        static bool IsChange(CallRecord call) => call.Method is "PUT" or "PATCH" or "DELETE";
    }

    [Fact]
    public async Task A_whole_verification_is_kept_with_the_digests_of_image_and_object()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        await workflow.VerifyAsync(cloud.Request(), new VerifyOptions { Whole = true }, null, TestCloud.Cancel);
        var journal = await ReadAsync(cloud);

        var kept = journal.Verification!.Report;
        kept.Passed.Should().BeTrue();
        kept.ImageSha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(cloud.Disk)));
        var storage = workflow.Clients.ObjectStorage(cloud.Request().Region);
        await using var stored = await storage.OpenObjectAsync(journal.Facts.Bucket!, journal.Facts.ObjectKey!, TestCloud.Cancel);
        var bytes = new byte[stored.Length];
        for (var at = 0; at < bytes.Length;)
        {
            at += await stored.ReadAsync(at, bytes.AsMemory(at), TestCloud.Cancel);
        }

        kept.ObjectSha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task A_verification_that_is_not_to_be_recorded_leaves_the_journal_alone()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);
        var before = Encoding.UTF8.GetString((await ReadAsync(cloud)).ToUtf8Json());

        await workflow.VerifyAsync(cloud.Request(), new VerifyOptions { Record = false }, null, TestCloud.Cancel);

        Encoding.UTF8.GetString((await ReadAsync(cloud)).ToUtf8Json()).Should().Be(before);
    }

    private static async Task<RunJournal> ReadAsync(TestCloud cloud)
    {
        await using var handle = await cloud.Journals.OpenAsync("test-run", TestCloud.Cancel);
        return RunJournal.Parse((await handle.ReadAsync(TestCloud.Cancel))!);
    }
}
