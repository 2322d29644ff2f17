using IBMCloud.Core;
using IBMCloud.DiskImages;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>How the cloud must look after a run, whatever happened on the way.</summary>
internal static class EndState
{
    /// <summary>What a run makes where nothing was there.</summary>
    public static Inventory OfRun { get; } = new()
    {
        Instances = 2, RootKeys = 1, ServiceIds = 1, ApiKeys = 1, Policies = 4, Buckets = 1, Objects = 1, UnfinishedUploads = 0, Templates = 1, Servers = 1,
    };

    /// <summary>All that is not as it must be: things missing, twice or orphaned, a journal with open ends, an object with other bytes than layout and key make.</summary>
    public static async Task<List<string>> FindWrongAsync(TestCloud cloud, E2EWorkflow workflow, RunJournal journal, Inventory? expected = null)
    {
        var wrong = new List<string>();
        var found = await Inventory.OfAsync(cloud, workflow);
        if (found != (expected ?? OfRun))
        {
            wrong.Add($"the cloud holds {found}, not {expected ?? OfRun}");
        }

        wrong.AddRange(journal.Steps.Where(step => step.Value is not { State: StepState.Done, Error: null }).Select(step => $"the journal says of {step.Key}: {step.Value.State} {step.Value.Error}"));
        if (journal.Facts.Upload is not null)
        {
            wrong.Add("the journal still has an unfinished upload");
        }

        if (!await HasItsBytesAsync(cloud, workflow, journal.Facts))
        {
            wrong.Add("the object has other bytes than layout, disk and data key make");
        }

        return wrong;
    }

    /// <summary>The data key, in the forms in which it could get out.</summary>
    public static async Task<string[]> DataKeyAsync(E2EWorkflow workflow, RunFacts facts)
    {
        using var key = await workflow.Clients.UnwrapAsync(facts, facts.WrappedDataKey!, TestCloud.Cancel);
        return [Convert.ToHexString(key.Span[..16]), Convert.ToBase64String(key.Span)];
    }

    private static async Task<bool> HasItsBytesAsync(TestCloud cloud, E2EWorkflow workflow, RunFacts facts)
    {
        using var key = await workflow.Clients.UnwrapAsync(facts, facts.WrappedDataKey!, TestCloud.Cancel);
        using var disk = new MemoryImageSource(cloud.Disk);
        using var view = EncryptedVhdImage.Open(disk, EncryptedVhdLayout.FromJson(facts.Layout!.Value.GetRawText()), key);
        await using var stored = await workflow.Clients.ObjectStorage(IbmRegion.UsSouth).OpenObjectAsync(facts.Bucket!, facts.ObjectKey!, TestCloud.Cancel);
        if (stored.Length != view.Length)
        {
            return false;
        }

        var (expected, found) = (new byte[view.Length], new byte[view.Length]);
        await view.ReadAsync(0, expected, TestCloud.Cancel);
        await stored.ReadAsync(0, found, TestCloud.Cancel);
        return expected.AsSpan().SequenceEqual(found);
    }
}
