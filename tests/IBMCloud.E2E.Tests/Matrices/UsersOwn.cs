using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.KeyProtect;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;
using IBMCloud.ResourceController;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>Makes what a user would make by hand, through the services' own clients and without a run's mark, and tells how each of these things is now.</summary>
internal sealed class UsersOwn(TestCloud cloud, E2EClients clients, HandMade made)
{
    private readonly List<(string What, Func<Task<string>> Now)> _things = [];

    /// <summary>The request of a user who has these.</summary>
    public E2ERequest Request { get; private set; } = cloud.Request() with { Bucket = "hand-made-bucket" };

    /// <summary>What the account holds with these alone.</summary>
    public Inventory Inventory { get; private set; } = new();

    private static CancellationToken Cancel => TestCloud.Cancel;

    private bool Named => made.HasFlag(HandMade.Named);

    /// <summary>Adds what the wanted things stand on: a key has an instance, a policy has its subject and its target.</summary>
    public static HandMade WithNeeds(HandMade wanted)
    {
        (HandMade Thing, HandMade Needs)[] needs =
        [
            (HandMade.ApiKey, HandMade.ServiceId),
            (HandMade.KeyPolicy, HandMade.ServiceId | HandMade.KeyProtect),
            (HandMade.BucketPolicy, HandMade.ServiceId | HandMade.Bucket),
            (HandMade.UserPolicy, HandMade.KeyProtect),
            (HandMade.Authorization, HandMade.KeyProtect),
            (HandMade.Bucket, HandMade.ObjectStorage),
            (HandMade.RootKey, HandMade.KeyProtect),
        ];
        return needs.Aggregate(wanted, (all, one) => all.HasFlag(one.Thing) ? all | one.Needs : all);
    }

    public async Task MakeAsync()
    {
        var account = cloud.Emulator.AccountId;
        var keys = made.HasFlag(HandMade.KeyProtect) ? await InstanceAsync(Named ? "our keys" : "test-run-keys", ResourcePlans.KeyProtectTiered, "us-south") : null;
        var storage = made.HasFlag(HandMade.ObjectStorage) ? await InstanceAsync(Named ? "our objects" : "test-run-images", ResourcePlans.ObjectStorageStandard, "global") : null;
        Request = Request with { KeyProtectInstance = Named ? keys?.Guid : null, ObjectStorageInstance = Named ? storage?.Crn.ToString() : null };
        if (made.HasFlag(HandMade.RootKey))
        {
            await RootKeyAsync(keys!);
        }

        if (made.HasFlag(HandMade.Bucket))
        {
            await BucketAsync(storage!);
        }

        var serviceId = made.HasFlag(HandMade.ServiceId) ? await ServiceIdAsync(account) : null;
        if (made.HasFlag(HandMade.ApiKey))
        {
            await ApiKeyAsync(account, serviceId!);
        }

        if (made.HasFlag(HandMade.Authorization))
        {
            Add("authorization", (await clients.Iam.EnsureAuthorizationAsync(new() { AccountId = account, TargetService = "kms", TargetInstance = keys!.Guid, Description = "by hand" }, Cancel)).Value);
        }

        if (made.HasFlag(HandMade.UserPolicy))
        {
            var user = await clients.SoftLayer.Account.GetCurrentUserAsync(Cancel);
            await AccessAsync("user policy", user.IamId!, [IamRole.Viewer, IamRole.Reader], new() { ServiceName = "kms", ServiceInstance = keys!.Guid });
        }

        if (made.HasFlag(HandMade.BucketPolicy))
        {
            await AccessAsync("bucket policy", serviceId!.IamId, [IamRole.Reader],
                new() { ServiceName = "cloud-object-storage", ServiceInstance = storage!.Guid, ResourceType = "bucket", Resource = Request.Bucket });
        }

        if (made.HasFlag(HandMade.KeyPolicy))
        {
            await AccessAsync("key policy", serviceId!.IamId, [IamRole.Reader], new() { ServiceName = "kms", ServiceInstance = keys!.Guid });
        }
    }

    /// <summary>Each of the things as it is now; one that is gone says so.</summary>
    public async Task<IReadOnlyDictionary<string, string>> NowAsync()
    {
        var all = new Dictionary<string, string>();
        foreach (var (what, now) in _things)
        {
            try
            {
                all[what] = await now();
            }
            catch (IbmCloudE2EException e)
            {
                all[what] = $"gone: {e.Message}";
            }
        }

        return all;
    }

    private async Task<ResourceInstance> InstanceAsync(string name, string plan, string target)
    {
        var group = await clients.ResourceController.GetDefaultResourceGroupAsync(cloud.Emulator.AccountId, Cancel);
        var instance = await clients.ResourceController.CreateInstanceAsync(new() { Name = name, PlanId = plan, Target = target, ResourceGroupId = group.Id }, Cancel);
        Inventory = Inventory with { Instances = Inventory.Instances + 1 };
        _things.Add(($"instance '{name}'", async () =>
        {
            var now = await clients.ResourceController.GetInstanceAsync(instance.Guid, Cancel);
            return $"{now.Name} {now.State} {now.PlanId} {now.ResourceGroupId} {now.CreatedAt}";
        }));
        return await clients.ResourceController.WaitUntilActiveAsync(instance.Guid, Cancel);
    }

    private async Task RootKeyAsync(ResourceInstance instance)
    {
        var keys = clients.KeyProtect(instance.Crn);
        var key = await keys.CreateRootKeyAsync(new KeyDraft { Name = "our root key", Description = "by hand", Aliases = Named ? [] : ["e2e-test-run"] }, Cancel);
        Request = Named ? Request with { RootKey = RootKeyChoice.Existing(key.Id) } : Request;
        Inventory = Inventory with { RootKeys = 1 };
        _things.Add(("root key", async () =>
        {
            var now = await keys.GetKeyAsync(key.Id, Cancel);
            return $"{now.Name} {now.Description} {now.State} {string.Join(',', now.Aliases)} {now.RotatedAt} {now.IsSetForDeletion}";
        }));
    }

    private async Task BucketAsync(ResourceInstance instance)
    {
        var storage = clients.ObjectStorage(IbmRegion.UsSouth);
        await storage.EnsureBucketAsync(new BucketDraft { Name = Request.Bucket!, Instance = instance.Crn, StorageClass = StorageClass.Standard }, Cancel);
        await storage.UploadAsync(Request.Bucket!, "our-own-object", new MemoryImageSource(new byte[512]), null, null, Cancel);
        Inventory = Inventory with { Buckets = 1, Objects = 1 };
        _things.Add(("bucket", async () =>
        {
            var (now, ours) = (await storage.FindBucketAsync(Request.Bucket!, Cancel), await storage.FindObjectAsync(Request.Bucket!, "our-own-object", Cancel));
            return $"{now?.Name} {now?.Location} {ours?.ETag}";
        }));
    }

    private async Task<ServiceId> ServiceIdAsync(string account)
    {
        var serviceId = await clients.Iam.CreateServiceIdAsync(account, "test-run-import", "by hand", Cancel);
        Inventory = Inventory with { ServiceIds = 1 };
        _things.Add(("service ID", async () => $"{await clients.Iam.GetServiceIdAsync(serviceId.Id, Cancel)}"));
        return serviceId;
    }

    private async Task ApiKeyAsync(string account, ServiceId serviceId)
    {
        // Called as the run calls its own: only the description tells them apart.
        var created = await clients.Iam.CreateApiKeyAsync(new ApiKeyDraft { Name = "test-run-import", AccountId = account, IamId = serviceId.IamId, Description = "by hand" }, Cancel);
        created.Value.Dispose();
        Inventory = Inventory with { ApiKeys = 1 };
        _things.Add(("API key", async () => $"{await clients.Iam.GetApiKeyAsync(created.Id, Cancel)}"));
    }

    private async Task AccessAsync(string what, string iamId, IReadOnlyList<IamRole> roles, PolicyTarget target) => Add(what, (await clients.Iam.EnsureAccessPolicyAsync(
        new AccessPolicyDraft { AccountId = cloud.Emulator.AccountId, IamId = iamId, Roles = roles, Target = target, Description = "by hand" }, Cancel)).Value);

    private void Add(string what, Policy policy) => _things.Add((what, async () =>
        await clients.Iam.FindPolicyAsync(policy.Id, Cancel) is { } now
            ? $"{now.Kind} {now.Description} {string.Join(',', now.Subject)} {string.Join(',', now.Resource)} {string.Join(',', now.Roles)}"
            : "gone"));
}
