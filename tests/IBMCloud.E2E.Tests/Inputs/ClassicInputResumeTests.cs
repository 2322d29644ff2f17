namespace IBMCloud.E2E.Tests.Inputs;

/// <summary>A run that captures and exports, cut off at any write of its journal.</summary>
public sealed class ClassicInputResumeTests
{
    public static TheoryData<int, bool> Points => CutOffJournalStore.Points(2, 66);

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_server_that_is_being_captured_and_exported_is_so_once(int write, bool written)
    {
        await using var cloud = await TestCloud.StartAsync();
        using var workflow = cloud.Workflow();
        var mine = await PlainServer.MakeAsync(cloud, workflow);
        var request = cloud.Request() with { Image = ImageInput.Server(mine.ServerId), Server = null };
        using (var first = cloud.Workflow(new CutOffJournalStore(cloud.Journals, write, written)))
        {
            try
            {
                await first.RunAsync(request, null, TestCloud.Cancel);
            }
            catch (Exception e) when (e is CutOffException || e.InnerException is CutOffException)
            {
                // As if the machine had lost power.
            }
        }

        var result = await workflow.RunAsync(request, null, TestCloud.Cancel);

        result.Journal.IsComplete.Should().BeTrue();
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(new Inventory
        {
            Instances = 3, RootKeys = 1, ServiceIds = 1, ApiKeys = 1, Policies = 4, Buckets = 2, Objects = 2, Templates = 3, Servers = 1,
        });
        (await workflow.VerifyAsync(request, new VerifyOptions { Whole = true }, null, TestCloud.Cancel)).Passed.Should().BeTrue();
        (await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel)).Remaining.Should().BeEmpty();
        (await Inventory.OfAsync(cloud, workflow)).Should().BeEquivalentTo(PlainServer.Alone);
    }
}
