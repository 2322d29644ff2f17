using IBMCloud.Core;
using IBMCloud.ObjectStorage;
using IBMCloud.ResourceController;

namespace ResumeAfterFailure;

/// <summary>A bucket for journals: it must be there before the first run, and outlive all of them.</summary>
internal static class DemoBucket
{
    public static async Task<string> MakeAsync(IbmCloudCredential credential, IbmCloudClientOptions client, string accountId)
    {
        using var resources = new ResourceControllerClient(credential, client);
        var group = await resources.GetDefaultResourceGroupAsync(accountId);
        var draft = new ResourceInstanceDraft { Name = "journals", PlanId = ResourcePlans.ObjectStorageStandard, Target = "global", ResourceGroupId = group.Id };
        var instance = await resources.WaitUntilActiveAsync((await resources.EnsureInstanceAsync(draft)).Value.Guid);
        using var storage = new ObjectStorageClient(credential, IbmRegion.UsSouth, client);
        return (await storage.EnsureBucketAsync(new BucketDraft { Name = "run-journals", Instance = instance.Crn })).Value.Name;
    }
}
