using IBMCloud.Core;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E.Tests;

/// <summary>What there is in the account, counted over the services' own lists.</summary>
public sealed record Inventory
{
    public int Instances { get; init; }

    public int RootKeys { get; init; }

    public int ServiceIds { get; init; }

    public int ApiKeys { get; init; }

    /// <summary>Access policies and authorizations that carry a run's marker.</summary>
    public int Policies { get; init; }

    public int Buckets { get; init; }

    public int Objects { get; init; }

    public int UnfinishedUploads { get; init; }

    public int Templates { get; init; }

    public int Servers { get; init; }

    public static async Task<Inventory> OfAsync(TestCloud cloud, E2EWorkflow workflow)
    {
        var clients = workflow.Clients;
        var account = cloud.Emulator.AccountId;
        var instances = await clients.ResourceController.ListInstancesAsync(cancellationToken: TestCloud.Cancel).ToListAsync(TestCloud.Cancel);
        var serviceIds = await clients.Iam.ListServiceIdsAsync(account, null, TestCloud.Cancel).ToListAsync(TestCloud.Cancel);
        var apiKeys = 0;
        foreach (var one in serviceIds)
        {
            apiKeys += await clients.Iam.ListApiKeysAsync(account, one.IamId, TestCloud.Cancel).CountAsync(TestCloud.Cancel);
        }

        var policies = await clients.Iam.ListPoliciesAsync(account, null, null, TestCloud.Cancel)
            .CountAsync(policy => policy.Description?.Contains("ibmcloud-e2e:", StringComparison.Ordinal) == true, TestCloud.Cancel);
        var storage = clients.ObjectStorage(IbmRegion.UsSouth);
        var (buckets, objects, uploads) = (0, 0, 0);
        foreach (var instance in instances.Where(one => one.Region == "global"))
        {
            foreach (var bucket in await storage.ListBucketsAsync(instance.Crn, TestCloud.Cancel).ToListAsync(TestCloud.Cancel))
            {
                buckets++;
                objects += await storage.ListObjectsAsync(bucket.Name, null, TestCloud.Cancel).CountAsync(TestCloud.Cancel);
                uploads += await storage.ListUnfinishedUploadsAsync(bucket.Name, null, TestCloud.Cancel).CountAsync(TestCloud.Cancel);
            }
        }

        var rootKeys = 0;
        foreach (var instance in instances.Where(one => one.Region == "us-south"))
        {
            rootKeys += await clients.KeyProtect(instance.Crn).ListKeysAsync(cancellationToken: TestCloud.Cancel).CountAsync(TestCloud.Cancel);
        }

        return new Inventory
        {
            Instances = instances.Count,
            RootKeys = rootKeys,
            ServiceIds = serviceIds.Count,
            ApiKeys = apiKeys,
            Policies = policies,
            Buckets = buckets,
            Objects = objects,
            UnfinishedUploads = uploads,
            Templates = await CountAsync(clients.SoftLayer, "getPrivateBlockDeviceTemplateGroups"),
            Servers = await CountAsync(clients.SoftLayer, "getVirtualGuests"),
        };
    }

    private static async Task<int> CountAsync(SoftLayerClient classic, string list)
    {
        var all = await classic.Rest.GetAsync(new SoftLayerCall("SoftLayer_Account", list), TestJson.Default.JsonElement, TestCloud.Cancel);
        return all.ValueKind == System.Text.Json.JsonValueKind.Array ? all.GetArrayLength() : 0;
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(System.Text.Json.JsonElement))]
internal sealed partial class TestJson : System.Text.Json.Serialization.JsonSerializerContext;
