using System.Text;

namespace IBMCloud.E2E.Tests.Reporting;

/// <summary>A run that is over and was verified whole, as the first one of a user is.</summary>
internal sealed class FinishedRun : IAsyncDisposable
{
    private FinishedRun(TestCloud cloud, E2EWorkflow workflow)
    {
        Cloud = cloud;
        Workflow = workflow;
    }

    public TestCloud Cloud { get; }

    public E2EWorkflow Workflow { get; }

    public static async Task<FinishedRun> StartAsync(E2EProfile profile = E2EProfile.ClassicVhd, bool verified = true, IReadOnlyList<E2EStep>? steps = null)
    {
        var cloud = await TestCloud.StartAsync(profile);
        var workflow = cloud.Workflow(steps: steps);
        await workflow.RunAsync(cloud.Request(profile), null, TestCloud.Cancel);
        if (verified)
        {
            await workflow.VerifyAsync(cloud.Request(profile), new VerifyOptions { Whole = true }, null, TestCloud.Cancel);
        }

        return new FinishedRun(cloud, workflow);
    }

    public Task<EvidenceReport> ReportAsync(ReportOptions? options = null) => Workflow.ReportAsync("test-run", options, TestCloud.Cancel);

    public async Task<RunJournal> JournalAsync()
    {
        await using var handle = await Cloud.Journals.OpenAsync("test-run", TestCloud.Cancel);
        return RunJournal.Parse((await handle.ReadAsync(TestCloud.Cancel))!);
    }

    /// <summary>Changes the text of the journal.</summary>
    public async Task RewriteAsync(Func<string, string> change)
    {
        await using var handle = await Cloud.Journals.OpenAsync("test-run", TestCloud.Cancel);
        var text = Encoding.UTF8.GetString((await handle.ReadAsync(TestCloud.Cancel))!);
        await handle.WriteAsync(Encoding.UTF8.GetBytes(change(text)), TestCloud.Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        Workflow.Dispose();
        await Cloud.DisposeAsync();
    }
}
