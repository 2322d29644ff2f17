using IBMCloud.ActivityTracker;
using IBMCloud.Core;
using IBMCloud.DiskImages;
using IBMCloud.E2E;
using IBMCloud.Emulator;
using IBMCloud.Iam;
using IBMCloud.KeyProtect;
using IBMCloud.Luks;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;
using IBMCloud.ResourceController;
using IBMCloud.SoftLayer;

namespace IBMCloud.Packages.Tests.Readmes;

/// <summary>The samples of the packages' READMEs: each region is the block of the package of its name, word for word, and is run by <see cref="ReadmeTests"/>.</summary>
internal static class PackageSamples
{
    public static async Task<long> PrimitivesAsync()
    {
        #region IBMCloud.Primitives
        using SecretBytes key = SecretBytes.Random(32);          // pinned memory, zeroed on dispose
        Console.WriteLine(key);                                  // ***

        using var image = FileImageSource.Open("disk.raw");      // read at any place by any number of readers
        await ImageFileWriter.WriteAsync(image, "copy.raw");     // in parallel, with its holes; whole or not at all
        using var copy = FileImageSource.Open("copy.raw");
        long? different = await ImageComparison.FindFirstDifferenceAsync(image, copy);
        Console.WriteLine(different is null ? "the same" : $"other from byte {different}");
        #endregion
        return different ?? copy.Length;
    }

    public static Crn Core()
    {
        #region IBMCloud.Core
        Crn instance = Crn.Parse("crn:v1:bluemix:public:kms:us-south:a/0123456789abcdef0123456789abcdef:8e0e6b5a-35a6-4b9c-a4d6-3f9a5b1c2d3e::");
        Console.WriteLine($"{instance.ServiceName} in {instance.Region}");

        var options = new IbmCloudClientOptions                  // what every client takes
        {
            Endpoints = IbmCloudEndpoints.Public,                // private ones, or an emulator's
            MaxRetries = 4,                                      // of requests that are safe to repeat
        };
        using SecretString apiKey = SecretString.FromString(Environment.GetEnvironmentVariable("IBMCLOUD_API_KEY") ?? "not set");
        Console.WriteLine($"{apiKey}, {options.MaxRetries} repeats");   // ***, 4 repeats
        #endregion
        return instance;
    }

    public static async Task<string> IamAsync(SecretString apiKey, IbmCloudClientOptions options)
    {
        #region IBMCloud.Iam
        using var credential = new ApiKeyCredential(apiKey, options);   // one token for all clients and threads, renewed ahead of its end
        using var iam = new IamClient(credential, options);
        ApiKey mine = await iam.GetApiKeyDetailsAsync(apiKey);

        var service = await iam.EnsureServiceIdAsync(mine.AccountId, "image-import", "made by the image pipeline");
        Console.WriteLine($"{(service.Created ? "made" : "found")} {service.Value.IamId}");
        #endregion
        return mine.AccountId;
    }

    public static async Task<Crn> ResourceControllerAsync(IbmCloudCredential credential, string accountId, IbmCloudClientOptions options)
    {
        #region IBMCloud.ResourceController
        using var resources = new ResourceControllerClient(credential, options);
        Account account = await resources.GetAccountAsync(accountId);
        Console.WriteLine($"{account.Verdict} {account.Remedy}");       // may this account import encrypted images?

        ResourceGroup group = await resources.GetDefaultResourceGroupAsync(accountId);
        var draft = new ResourceInstanceDraft { Name = "keys", PlanId = ResourcePlans.KeyProtectTiered, Target = "us-south", ResourceGroupId = group.Id };
        var ensured = await resources.EnsureInstanceAsync(draft);       // finds it, or makes it
        ResourceInstance keys = await resources.WaitUntilActiveAsync(ensured.Value.Guid);
        #endregion
        return keys.Crn;
    }

    public static async Task<bool> KeyProtectAsync(IbmCloudCredential credential, Crn instanceCrn, IbmCloudClientOptions options)
    {
        #region IBMCloud.KeyProtect
        using var keys = new KeyProtectClient(KeyProtectInstance.FromCrn(instanceCrn), credential, options);
        var root = await keys.EnsureRootKeyAsync("image-key", new KeyDraft { Name = "Key of our images" });   // finds it by its alias, or makes it

        using NewDek dek = await keys.CreateDekAsync("image-key");       // made here, wrapped there
        await File.WriteAllTextAsync("dek.wrapped", dek.Wrapped.Text);   // the only form that is kept

        var stored = WrappedDek.Parse(await File.ReadAllTextAsync("dek.wrapped"));
        using SecretBytes again = await keys.UnwrapDekAsync("image-key", stored);
        #endregion
        return again.Length == 64 && root.Value.Id.Length > 0;
    }

    public static async Task<long> ObjectStorageAsync(IbmCloudCredential credential, Crn instanceCrn, IbmCloudClientOptions options)
    {
        #region IBMCloud.ObjectStorage
        using var storage = new ObjectStorageClient(credential, IbmRegion.UsSouth, options);
        await storage.EnsureBucketAsync(new BucketDraft { Name = "acme-images", Instance = instanceCrn });

        using var image = FileImageSource.Open("disk.raw");
        await storage.UploadAsync("acme-images", "disk.raw", image);          // parallel parts, each proven by its digest
        await storage.DownloadAsync("acme-images", "disk.raw", "again.raw");  // whole or not at all

        using var disk = await storage.OpenObjectAsync("acme-images", "disk.raw");   // any range of it, as a disk
        #endregion
        return disk.Length;
    }

    public static async Task<int> SoftLayerAsync(SoftLayerCredential credential, IbmCloudClientOptions options)
    {
        #region IBMCloud.SoftLayer
        using var classic = new SoftLayerClient(credential, options);
        var me = await classic.Account.GetCurrentUserAsync();
        Console.WriteLine($"{me.Username} ({me.IamId})");

        var systems = await classic.ImageTemplates.GetImportableOperatingSystemsAsync();   // what an encrypted image may be imported as
        Console.WriteLine(string.Join(", ", systems.Select(system => system.ReferenceCode)));
        #endregion
        return systems.Count;
    }

    public static async Task<int> ActivityTrackerAsync(IbmCloudCredential credential, Uri logsAddress, string rootKeyId, IbmCloudClientOptions options)
    {
        #region IBMCloud.ActivityTracker
        using var logs = new CloudLogsSource(logsAddress, credential, options);
        var scope = new AuditScope
        {
            From = DateTimeOffset.UtcNow.AddDays(-1),
            To = DateTimeOffset.UtcNow.AddMinutes(5),
            Resources = [rootKeyId],
            Expected = [new("somebody wrapped a key", "kms.secrets.wrap")],
        };
        AuditTimeline timeline = await AuditTimeline.ReadAsync(scope, [logs]);
        Console.WriteLine($"{timeline.ToText()}{timeline.Missing.Count()} expected events are missing");
        #endregion
        return timeline.Missing.Count();
    }

    public static async Task<bool> LuksAsync()
    {
        #region IBMCloud.Luks
        using var passphrase = SecretBytes.CopyOf(File.ReadAllBytes("key"));   // every byte counts, a line break at the end too
        using var image = FileImageSource.Open("disk.raw");

        LuksLayout layout = await LuksImage.PrepareAsync(image, passphrase);   // fresh volume key, salts and UUID
        await using LuksImage container = await LuksImage.OpenAsync(image, layout, passphrase);
        await ImageFileWriter.WriteAsync(container, "disk.luks");              // cryptsetup opens it

        using var file = FileImageSource.Open("disk.luks");
        await using LuksContainer disk = await LuksContainer.OpenAsync(file, passphrase);   // the plain disk again, any range
        #endregion
        return await ImageComparison.FindFirstDifferenceAsync(image, disk) is null;
    }

    public static async Task<bool> DiskImagesAsync()
    {
        #region IBMCloud.DiskImages
        await using ImageSource disk = await DiskImage.OpenFileAsync("disk.raw");   // raw, VHD or qcow2: told by content, never by name
        using var key = SecretBytes.CopyOf(File.ReadAllBytes("dek"));               // 32 or 64 raw bytes

        EncryptedVhdLayout layout = await EncryptedVhdImage.PrepareAsync(disk, key);
        await using var encrypted = EncryptedVhdImage.Open(disk, layout, key);      // a view: any range, always the same bytes
        await ImageFileWriter.WriteAsync(encrypted, "disk.vhd-0.vhd");              // what IBM Cloud's classic import takes
        #endregion
        return encrypted.Length > disk.Length;
    }

    public static async Task<bool> E2EAsync(E2EOptions options)
    {
        #region IBMCloud.E2E
        using var workflow = new E2EWorkflow(options);                       // who calls, and where the cloud is
        var request = new E2ERequest
        {
            Name = "web-image",                                             // the run's handle: the same name finds what it made
            Image = ImageInput.File("disk.raw"),
            Region = IbmRegion.UsSouth,
            OsReferenceCode = "DEBIAN_12_64",
            Preflight = PreflightPolicy.Report,                             // say what the image lacks, and go on
        };
        Console.WriteLine((await workflow.PlanAsync(request)).ToText());     // reads only
        E2EResult result = await workflow.RunAsync(request);                 // killed and run again, it goes on
        VerificationReport report = await workflow.VerifyAsync(request);     // the object opens with the key that Key Protect unwraps
        #endregion
        return report.Passed && result.Journal.Facts.TemplateId is not null;
    }

    public static async Task<string> EmulatorAsync()
    {
        #region IBMCloud.Emulator
        await using var cloud = await IbmCloudEmulator.StartAsync();         // on loopback; one port per service and region
        using var apiKey = SecretString.FromString(cloud.ApiKey);
        var options = new IbmCloudClientOptions { Endpoints = cloud.Endpoints };

        using var credential = new ApiKeyCredential(apiKey, options);       // from here on as against the live cloud
        AccessToken token = await credential.GetTokenAsync();
        Console.WriteLine($"{cloud.Requests.Count} requests, a token until {token.ExpiresAt}");
        #endregion
        return token.ToString() ?? "";
    }
}
