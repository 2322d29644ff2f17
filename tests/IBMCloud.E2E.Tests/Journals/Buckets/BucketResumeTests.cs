using System.Text.Json;
using IBMCloud.ObjectStorage.Tests;
using IBMCloud.Primitives;
using Microsoft.Extensions.Time.Testing;

namespace IBMCloud.E2E.Tests.Journals.Buckets;

/// <summary>Runs whose journal is in a bucket, and that end on another machine than the one they began on.</summary>
public abstract class BucketResumeTests : BucketJournalTest
{
    private static readonly Inventory Whole = new()
    {
        Instances = 2, RootKeys = 1, ServiceIds = 1, ApiKeys = 1, Policies = 4, Buckets = 1, Objects = 1, UnfinishedUploads = 0, Templates = 1, Servers = 1,
    };

    /// <summary>A journal write at which the first machine is killed, and whether that one is stored.</summary>
    public static TheoryData<int, bool> Points => CutOffJournalStore.Points(2, 50, "IBMCLOUD_E2E_BUCKET_KILL_STEP");

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_run_killed_at_a_journal_write_goes_on_elsewhere_when_its_lease_has_run_out(int write, bool written)
    {
        await using var cloud = await TestCloud.StartAsync();
        await KillAsync(cloud, cloud.Request(), write, written);
        var clock = new FakeTimeProvider(Now);
        using var elsewhere = cloud.Workflow(StoreOf("two", clock));

        (await RefusalAsync(() => elsewhere.RunAsync(cloud.Request(), null, Cancel), RunJournalError.InUse)).Message.Should().Contain("one");
        clock.Advance(Lease + Tolerance);
        var result = await elsewhere.RunAsync(cloud.Request(), null, Cancel);

        result.Journal.IsComplete.Should().BeTrue();
        (await Inventory.OfAsync(cloud, elsewhere)).Should().BeEquivalentTo(Whole);
        (await elsewhere.VerifyAsync(cloud.Request(), new VerifyOptions { Whole = true }, null, Cancel)).Passed.Should().BeTrue();
        (await KeysAsync("test-run")).Should().ContainSingle().Which.Should().StartWith("journal.");
    }

    [Fact]
    public async Task Parts_that_the_first_machine_uploaded_are_not_sent_again()
    {
        await using var cloud = await TestCloud.StartAsync();
        var disk = new byte[48 << 20];
        new Random(11).NextBytes(disk);
        var request = cloud.Request() with { Image = ImageInput.Source(new MemoryImageSource(disk), "larger disk") };
        await KillAsync(cloud, request, 2, written: true, onlyParts: true);
        (await KeysAsync("test-run")).Should().Contain("parts.00000001.000003.jsonl", "the log was emptied once, when the upload began");
        using var elsewhere = cloud.Workflow(StoreOf("two", new FakeTimeProvider(Now + Lease + Tolerance)));

        var result = await elsewhere.RunAsync(request, null, Cancel);

        result.Outcomes[E2EStepIds.Upload].Detail.Should().MatchRegex("[2-4] parts were there already");
        (await elsewhere.VerifyAsync(request, new VerifyOptions { Whole = true }, null, Cancel)).Passed.Should().BeTrue();
    }

    [Fact]
    public async Task A_runner_that_loses_its_lease_is_stopped_in_the_middle_of_a_step()
    {
        await using var cloud = await TestCloud.StartAsync();
        var sleeping = new FakeTimeProvider(Now);
        var begun = new TaskCompletionSource();
        using var first = cloud.Workflow(StoreOf("one", sleeping), [new Waiting(begun)]);
        var run = first.RunAsync(cloud.Request(), null, Cancel);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);

        using var elsewhere = cloud.Workflow(StoreOf("two", new FakeTimeProvider(Now + TimeSpan.FromMinutes(10))));
        var result = await elsewhere.RunAsync(cloud.Request(), null, Cancel);
        sleeping.Advance(TimeSpan.FromMinutes(10));

        await RefusalAsync(() => run, RunJournalError.LeaseLost);
        (await Inventory.OfAsync(cloud, elsewhere)).Should().BeEquivalentTo(Whole);
        RunJournal.Parse(System.Text.Encoding.UTF8.GetBytes(await TextAsync("journal.", "test-run"))).UpdatedAt.Should().Be(result.Journal.UpdatedAt, "the one that lost wrote nothing more");
    }

    [Fact]
    public async Task The_journal_in_the_bucket_is_for_people_to_read_and_has_no_secret()
    {
        await using var cloud = await TestCloud.StartAsync();
        var secrets = new List<string>();
        using var workflow = cloud.Workflow(StoreOf("one"), [new Watching(secrets)]);

        var result = await workflow.RunAsync(cloud.Request(), null, Cancel);

        var text = await TextAsync("journal.", "test-run");
        JsonDocument.Parse(text).RootElement.GetProperty("facts").GetProperty("wrappedDataKey").GetString().Should().Be(result.Journal.Facts.WrappedDataKey);
        text.Split('\n').Should().HaveCountGreaterThan(100, "it is indented");
        secrets.Should().HaveCount(3);
        foreach (var secret in secrets.Append(cloud.Emulator.ApiKey).Append(cloud.Emulator.SoftLayerKey))
        {
            text.Contains(secret, StringComparison.OrdinalIgnoreCase).Should().BeFalse();
        }
    }

    private async Task KillAsync(TestCloud cloud, E2ERequest request, int write, bool written, bool onlyParts = false)
    {
        using var first = cloud.Workflow(new KilledJournalStore(StoreOf("one", new FakeTimeProvider(Now)), write, written, onlyParts));
        try
        {
            await first.RunAsync(request, null, Cancel);
        }
        catch (Exception e) when (e is CutOffException || e.InnerException is CutOffException)
        {
            return;
        }

        Assert.Fail($"The run has fewer journal writes than {write}.");
    }

    private sealed class Waiting(TaskCompletionSource begun) : TestStep("waiting", [E2EStepIds.RootKey])
    {
        protected override Task RunAsync(E2EStepContext context, CancellationToken cancellationToken)
        {
            begun.SetResult();
            return Task.Delay(Timeout.Infinite, cancellationToken);
        }
    }

    private sealed class Watching(List<string> secrets) : TestStep("watching", [E2EStepIds.ApiKey, E2EStepIds.DataKey])
    {
        protected override Task RunAsync(E2EStepContext context, CancellationToken cancellationToken)
        {
            secrets.AddRange([context.ApiKey!.Reveal(), Convert.ToHexString(context.DataKey.Span[..16]), Convert.ToBase64String(context.DataKey.Span)]);
            return Task.CompletedTask;
        }
    }
}

public sealed class BucketResumeOnTheEmulatorTests : BucketResumeTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class BucketResumeOnARealServerTests : BucketResumeTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
