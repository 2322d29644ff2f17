// A run that breaks off in the middle of its upload, and goes on elsewhere from its journal in a bucket: dotnet run -c Release --project samples/04.ResumeAfterFailure
// In the real cloud with IBMCLOUD_API_KEY in the environment, and JOURNAL_BUCKET, a bucket in us-south that is there; else in an emulator.
using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.Emulator;
using IBMCloud.Iam;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;
using IBMCloud.SoftLayer;
using ResumeAfterFailure;

var key = Environment.GetEnvironmentVariable("IBMCLOUD_API_KEY");
await using var cloud = key is null ? await IbmCloudEmulator.StartAsync() : null;
using var apiKey = SecretString.FromString(key ?? cloud!.ApiKey);
using var classicKey = cloud is null ? null : SecretString.FromString(cloud.SoftLayerKey);
var client = new IbmCloudClientOptions { Endpoints = cloud?.Endpoints ?? IbmCloudEndpoints.Public };
using var credential = new ApiKeyCredential(apiKey, client);
var bucket = cloud is null ? Environment.GetEnvironmentVariable("JOURNAL_BUCKET")! : await DemoBucket.MakeAsync(credential, client, cloud.AccountId);
var bytes = new byte[64 << 20];
Random.Shared.NextBytes(bytes);
var (breaking, good) = (new BreakingDisk(new MemoryImageSource(bytes)), new MemoryImageSource(bytes));

Console.WriteLine("One machine begins, and its disk breaks during the upload:");
try
{
    await OnAMachineAsync(workflow => workflow.RunAsync(Request(breaking), breaking));
    return 1;
}
catch (E2EStepException e)
{
    Console.WriteLine($"  {e.StepId}: {e.InnerException?.Message}");
}

Console.WriteLine("Another one, which has the image and may use the bucket, goes on:");
var result = await OnAMachineAsync(workflow => workflow.RunAsync(Request(good)));
Console.WriteLine($"  {result.Outcomes[E2EStepIds.Upload].Detail}\n  image template {result.Journal.Facts.TemplateId}");
var report = await OnAMachineAsync(workflow => workflow.VerifyAsync(Request(good), new VerifyOptions { Whole = true }));
Console.WriteLine(report.ToText());
return report.Passed ? 0 : 1;

async Task<T> OnAMachineAsync<T>(Func<E2EWorkflow, Task<T>> work)
{
    // All that a machine has of its own: what it shares with the other is the bucket.
    using var storage = new ObjectStorageClient(credential, IbmRegion.UsSouth, client);
    using var workflow = new E2EWorkflow(new E2EOptions
    {
        ApiKey = apiKey,
        SoftLayer = classicKey is null ? null : SoftLayerCredential.ClassicKey(cloud!.SoftLayerUser, classicKey),
        Client = client,
        Journals = new BucketJournalStore(storage, bucket),
        UploadParallelism = 1,
        PolicySettlingTime = TimeSpan.FromSeconds(cloud is null ? 30 : 0),
        Wait = new WaitOptions { PollInterval = TimeSpan.FromSeconds(cloud is null ? 10 : 0.1) },
    });
    return await work(workflow);
}

static E2ERequest Request(ImageSource disk) => new()
    { Name = "resumed", Image = ImageInput.Source(disk, "demo disk"), Region = IbmRegion.UsSouth, OsReferenceCode = "DEBIAN_12_64", Preflight = PreflightPolicy.Skip };
