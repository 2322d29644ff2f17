using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>A run that was cut off and that nobody goes on with: its tear-down removes what it made, recorded or not.</summary>
public sealed class AbandonedMatrixTests
{
    [Fact]
    public async Task A_run_cut_off_at_any_journal_write_can_be_torn_down_without_a_trace()
    {
        var matrix = new Matrix("torn-down-after-a-cut", "Run cut off before and after each journal write is stored, then torn down with its keys instead of resumed", "journal write");
        var points = Enumerable.Range(1, 65).SelectMany(write => new[] { (write, false), (write, true) }).ToList();

        await Matrix.TryAsync(Matrix.Sample(points, 8), Environment.ProcessorCount, async point =>
        {
            var (write, written) = point;
            await using var cloud = await TestCloud.StartInPartsAsync();
            await CutOffAsync(cloud, write, written);
            using var workflow = cloud.Workflow();
            var wrong = new List<string>();
            try
            {
                var report = await workflow.TearDownAsync("test-run", new TearDownOptions { DeleteKeys = true }, null, TestCloud.Cancel);
                wrong.AddRange(report.Remaining.Select(item => $"remains: {item.StepId}: {item.Outcome.Detail}"));
            }
            catch (RunJournalException e) when (e.Reason == RunJournalError.Missing && (write, written) == (1, false))
            {
                // Cut off before its first write: nothing was made.
            }
            catch (IbmCloudE2EException e)
            {
                wrong.Add($"the tear-down failed: {e.Message}");
            }

            var left = await Inventory.OfAsync(cloud, workflow);
            matrix.Set((write, $"{write}"), written ? "after" : "before", "nothing left", left == new Inventory() ? wrong : [.. wrong, $"left: {left}"]);
        });

        matrix.ShouldBeGreen();
    }

    private static async Task CutOffAsync(TestCloud cloud, int write, bool written)
    {
        using var workflow = cloud.Workflow(new CutOffJournalStore(cloud.Journals, write, written));
        try
        {
            await workflow.RunAsync(cloud.Request() with { EncryptBucket = true, Bucket = "our-own-name" }, null, TestCloud.Cancel);
        }
        catch (Exception e) when (e is CutOffException || e.InnerException is CutOffException)
        {
            // As if the machine had lost power.
        }
    }
}
