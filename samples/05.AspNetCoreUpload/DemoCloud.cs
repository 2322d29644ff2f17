using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.KeyProtect;
using IBMCloud.Luks;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;
using IBMCloud.ResourceController;

namespace AspNetCoreUpload;

/// <summary>What the sample needs in an emulator: a place to upload to, an upload, and the proof that what is stored opens.</summary>
internal static class DemoCloud
{
    public static async Task<Place> MakeAsync(E2EClients clients, string accountId)
    {
        var group = await clients.ResourceController.GetDefaultResourceGroupAsync(accountId);
        var keys = await InstanceAsync(ResourcePlans.KeyProtectTiered, "us-south");
        var storage = await InstanceAsync(ResourcePlans.ObjectStorageStandard, "global");
        var root = await clients.KeyProtect(keys).EnsureRootKeyAsync("uploads", new KeyDraft { Name = "uploads" });
        await clients.ObjectStorage(IbmRegion.UsSouth).EnsureBucketAsync(new BucketDraft { Name = "uploaded-images", Instance = storage });
        return new Place { KeyProtectInstance = keys.ToString(), RootKey = root.Value.Id, Bucket = "uploaded-images" };

        async Task<Crn> InstanceAsync(string plan, string target)
        {
            var made = await clients.ResourceController.EnsureInstanceAsync(
                new ResourceInstanceDraft { Name = "uploads", PlanId = plan, Target = target, ResourceGroupId = group.Id });
            return (await clients.ResourceController.WaitUntilActiveAsync(made.Value.Guid)).Crn;
        }
    }

    public static async Task<int> UploadAsync(string address, E2EClients clients, Place place)
    {
        var disk = new byte[48 << 20];
        Random.Shared.NextBytes(disk);
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        using var body = new ByteArrayContent(disk);
        using var answer = await http.PostAsync("images/web", body);
        answer.EnsureSuccessStatusCode();
        var stored = await answer.Content.ReadFromJsonAsync<Stored>() ?? throw new InvalidOperationException("The answer is empty.");
        Console.WriteLine($"{stored.Key}: {disk.Length:N0} bytes uploaded, {stored.Length:N0} stored, ETag {stored.ETag}");
        Console.WriteLine($"health: {await http.GetStringAsync("health")}");

        using var key = await clients.KeyProtect(Crn.Parse(place.KeyProtectInstance)).UnwrapDekAsync(place.RootKey, WrappedDek.Parse(stored.WrappedDek));
        using var passphrase = key.ToBase64Utf8();
        await using var encrypted = await clients.ObjectStorage(IbmRegion.UsSouth).OpenObjectAsync(place.Bucket, stored.Key, new ReadAheadOptions());
        await using var opened = await LuksContainer.OpenAsync(encrypted, passphrase);
        var difference = await ImageComparison.FindFirstDifferenceAsync(opened, new MemoryImageSource(disk));
        Console.WriteLine(difference is null ? "proved: what is stored opens with what the WDEK unwraps to, and holds the disk" : $"it differs at byte {difference}");
        return difference is null ? 0 : 1;
    }
}
