using IBMCloud.Core;
using IBMCloud.DiskImages;
using IBMCloud.Primitives;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E.Tests.Inputs;

/// <summary>What a user has before: a plain image template with the test's disk, and a server made from it.</summary>
internal sealed record PlainServer(long TemplateId, long ServerId)
{
    /// <summary>How much of it there is in the account, with its bucket's instance.</summary>
    public static Inventory Alone { get; } = new() { Instances = 1, Buckets = 1, Templates = 1, Servers = 1 };

    public static async Task<PlainServer> MakeAsync(TestCloud cloud, E2EWorkflow workflow)
    {
        var clients = workflow.Clients;
        var group = await clients.ResourceController.GetDefaultResourceGroupAsync(cloud.Emulator.AccountId, TestCloud.Cancel);
        var instance = await clients.ResourceController.CreateInstanceAsync(
            new() { Name = "mine", PlanId = ResourceController.ResourcePlans.ObjectStorageStandard, Target = "global", ResourceGroupId = group.Id }, TestCloud.Cancel);
        var storage = clients.ObjectStorage(IbmRegion.UsSouth);
        await storage.EnsureBucketAsync(new() { Name = "my-own-images", Instance = instance.Crn }, TestCloud.Cancel);
        using var disk = new MemoryImageSource(cloud.Disk);
        await using (var vhd = await DynamicVhdImage.OpenAsync(disk, null, TestCloud.Cancel))
        {
            await storage.UploadAsync("my-own-images", "mine-0.vhd", vhd, null, null, TestCloud.Cancel);
        }

        using var key = SecretString.FromString(cloud.Emulator.ApiKey);
        var templates = clients.SoftLayer.ImageTemplates;
        var template = await templates.ImportAsync(
            new PlainImageImport { Name = "mine", OsReferenceCode = "DEBIAN_12_64", Uri = new Uri("cos://us-south/my-own-images/mine-0.vhd"), ApiKey = key, CloudInit = true }, TestCloud.Cancel);
        var wait = new WaitOptions { PollInterval = TimeSpan.FromMilliseconds(5) };
        template = await templates.WaitUntilReadyAsync(template.Id, wait, null, TestCloud.Cancel);
        var server = await clients.SoftLayer.VirtualGuests.CreateAsync(
            new VirtualGuestOrder { Hostname = "mine", Domain = "example.com", Datacenter = "dal13", TemplateGlobalIdentifier = template.GlobalIdentifier! }, TestCloud.Cancel);
        await clients.SoftLayer.VirtualGuests.WaitUntilProvisionedAsync(server.Id, wait, null, TestCloud.Cancel);
        await storage.DeleteObjectAsync("my-own-images", "mine-0.vhd", cancellationToken: TestCloud.Cancel);
        return new(template.Id, server.Id);
    }
}
