using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Flow;

/// <summary>A run that ends at any write of its journal goes on, and makes nothing twice.</summary>
public sealed class ResumeTests
{
    public static TheoryData<int, bool> Points => CutOffJournalStore.Points(1, 60);

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_run_cut_off_at_a_journal_write_goes_on_and_makes_nothing_twice(int write, bool written)
    {
        await using var cloud = await TestCloud.StartAsync();
        using (var first = cloud.Workflow(new CutOffJournalStore(cloud.Journals, write, written)))
        {
            try
            {
                await first.RunAsync(cloud.Request(), null, TestCloud.Cancel);
            }
            catch (Exception e) when (e is CutOffException || e.InnerException is CutOffException)
            {
                // As if the machine had lost power.
            }
        }

        using var workflow = cloud.Workflow();
        var result = await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        result.Journal.IsComplete.Should().BeTrue();
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory
        {
            Instances = 2, RootKeys = 1, ServiceIds = 1, ApiKeys = 1, Policies = 4, Buckets = 1, Objects = 1, UnfinishedUploads = 0, Templates = 1, Servers = 1,
        });
        (await workflow.VerifyAsync(cloud.Request(), new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed.Should().BeTrue();
    }

    [Fact]
    public async Task A_cancelled_run_says_so_and_goes_on()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestCloud.Cancel);
        var cancelling = new CancelAt(stop, E2EStepIds.Upload);

        var run = () => workflow.RunAsync(cloud.Request(), cancelling, stop.Token);

        await run.Should().ThrowAsync<OperationCanceledException>();
        (await workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel)).Journal.IsComplete.Should().BeTrue();
        (await Inventory.OfAsync(cloud, workflow)).UnfinishedUploads.Should().Be(0);
    }

    [Fact]
    public async Task A_resume_with_another_image_is_refused()
    {
        await using var cloud = await TestCloud.StartAsync();
        using (var first = cloud.Workflow(new CutOffJournalStore(cloud.Journals, 40, written: true)))
        {
            var run = () => first.RunAsync(cloud.Request(), null, TestCloud.Cancel);
            await run.Should().ThrowAsync<Exception>();
        }

        using var workflow = cloud.Workflow();
        var again = () => workflow.RunAsync(cloud.Request() with { Image = ImageInput.Source(new MemoryImageSource(new byte[4 << 20]), "other disk") }, null, TestCloud.Cancel);

        (await again.Should().ThrowAsync<E2EStepException>()).Which.StepId.Should().Be(E2EStepIds.Image);
    }

    [Fact]
    public async Task A_second_runner_of_the_same_run_is_refused()
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        await using var held = await cloud.Journals.OpenAsync("test-run", TestCloud.Cancel);

        var run = () => workflow.RunAsync(cloud.Request(), null, TestCloud.Cancel);

        (await run.Should().ThrowAsync<RunJournalException>()).Which.Reason.Should().Be(RunJournalError.InUse);
    }

    private sealed class CancelAt(CancellationTokenSource stop, string step) : IProgress<E2EProgress>
    {
        public void Report(E2EProgress value)
        {
            if (value.StepId == step && value.Stage == E2EStage.Started)
            {
                stop.Cancel();
            }
        }
    }
}
