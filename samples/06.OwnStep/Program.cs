// A step of your own in the place of a built-in one: dotnet run -c Release --project samples/06.OwnStep
// In the real cloud with IBMCLOUD_API_KEY and KEY_PROTECT_INSTANCE (its CRN, in us-south) in the environment; else in an emulator.
using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.Emulator;
using IBMCloud.KeyProtect;
using IBMCloud.Primitives;
using IBMCloud.ResourceController;
using IBMCloud.SoftLayer;
using OwnStep;

var key = Environment.GetEnvironmentVariable("IBMCLOUD_API_KEY");
await using var cloud = key is null ? await IbmCloudEmulator.StartAsync() : null;
using var apiKey = SecretString.FromString(key ?? cloud!.ApiKey);
using var classicKey = cloud is null ? null : SecretString.FromString(cloud.SoftLayerKey);
using var workflow = new E2EWorkflow(new E2EOptions
{
    ApiKey = apiKey,
    SoftLayer = classicKey is null ? null : SoftLayerCredential.ClassicKey(cloud!.SoftLayerUser, classicKey),
    Client = new IbmCloudClientOptions { Endpoints = cloud?.Endpoints ?? IbmCloudEndpoints.Public },
    Journals = cloud is null ? FileJournalStore.Default : new MemoryJournalStore(),
    PolicySettlingTime = TimeSpan.FromSeconds(cloud is null ? 30 : 0),
    Wait = new WaitOptions { PollInterval = TimeSpan.FromSeconds(cloud is null ? 10 : 0.1) },
    Steps = [new ApprovedKey("approved-for-images")],
});

var instance = cloud is null ? Environment.GetEnvironmentVariable("KEY_PROTECT_INSTANCE")! : await MakeInstanceAsync();
var disk = new byte[8 << 20];
Random.Shared.NextBytes(disk.AsSpan(0, 4 << 20));
var request = new E2ERequest
{
    Name = "own-step",
    Image = ImageInput.Source(new MemoryImageSource(disk), "demo disk"),
    Region = IbmRegion.UsSouth,
    OsReferenceCode = "DEBIAN_12_64",
    Preflight = PreflightPolicy.Skip, // the demo disk has no operating system in it
    KeyProtectInstance = instance,
};

var plan = await workflow.PlanAsync(request);
Console.WriteLine($"Before the key is there: {plan.Steps.Single(step => step.Id == E2EStepIds.RootKey).Reason}");
await workflow.Clients.KeyProtect(Crn.Parse(instance)).EnsureRootKeyAsync("approved-for-images", new KeyDraft { Name = "approved for images" });
var result = await workflow.RunAsync(request);
Console.WriteLine($"root key: {result.Outcomes[E2EStepIds.RootKey].Kind}, {result.Outcomes[E2EStepIds.RootKey].Detail}\nimage template {result.Journal.Facts.TemplateId}");
var report = await workflow.VerifyAsync(request);
Console.WriteLine(report.ToText());
return report.Passed && result.Outcomes[E2EStepIds.RootKey].Kind == StepOutcomeKind.Exists ? 0 : 1;

async Task<string> MakeInstanceAsync()
{
    var resources = workflow.Clients.ResourceController;
    var group = await resources.GetDefaultResourceGroupAsync(cloud!.AccountId);
    var made = await resources.EnsureInstanceAsync(new ResourceInstanceDraft { Name = "keys", PlanId = ResourcePlans.KeyProtectTiered, Target = "us-south", ResourceGroupId = group.Id });
    return (await resources.WaitUntilActiveAsync(made.Value.Guid)).Crn.ToString();
}
