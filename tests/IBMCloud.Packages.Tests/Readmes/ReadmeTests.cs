using IBMCloud.Core;
using IBMCloud.E2E;
using IBMCloud.Emulator;
using IBMCloud.Iam;
using IBMCloud.KeyProtect;
using IBMCloud.ResourceController;
using IBMCloud.SoftLayer;

namespace IBMCloud.Packages.Tests.Readmes;

/// <summary>The first page of each package, as its reader on a feed sees it.</summary>
public sealed class ReadmeTests
{
    private const string Source = "tests/IBMCloud.Packages.Tests/Readmes/PackageSamples.cs";
    private const int MostLines = 14;

    private static readonly string Sources = Path.Combine(SharedTools.RepositoryRoot, "src");

    public static TheoryData<string> Packages => [.. Directory.EnumerateDirectories(Sources).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    /// <summary>The tool's example is a command line, which <see cref="InstallPageTests"/> holds to what is run.</summary>
    private static IEnumerable<string> Libraries => Packages.Select(row => row.Data).Where(name => name != "IBMCloud.E2E.Tool");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_package_has_a_README_that_stands_alone(string package)
    {
        var page = SamplePage.Read($"src/{package}/README.md");

        page.Should().StartWith($"# {(package == "IBMCloud.E2E.Tool" ? "ibmcloud-e2e" : package)}\n");
        page.Should().NotContain("](docs/").And.NotContain("](../", "a feed shows the page without the repository");
    }

    [Fact]
    public void The_READMEs_show_the_samples_that_run_and_no_others()
    {
        var shown = Libraries.SelectMany(package => SamplePage.Blocks($"src/{package}/README.md")).ToDictionary();

        shown.Keys.Should().BeEquivalentTo(Libraries);
        shown.Should().BeEquivalentTo(SamplePage.Regions(Source));
        Libraries.Sum(package => SamplePage.Count($"src/{package}/README.md")).Should().Be(shown.Count);
        shown.Values.Select(sample => sample.Split('\n').Length).Should().OnlyContain(lines => lines <= MostLines);
    }

    [Fact]
    public async Task The_samples_of_files_run()
    {
        using var here = WorkingFolder.Enter();
        await File.WriteAllBytesAsync("disk.raw", [.. Enumerable.Range(0, 4 << 20).Select(index => (byte)(index * 31 >> 3))], Cancel);
        await File.WriteAllTextAsync("key", "a passphrase", Cancel);
        await File.WriteAllBytesAsync("dek", [.. Enumerable.Range(0, 64).Select(index => (byte)index)], Cancel);

        (await PackageSamples.PrimitivesAsync()).Should().Be(4 << 20);
        (await PackageSamples.LuksAsync()).Should().BeTrue();
        (await PackageSamples.DiskImagesAsync()).Should().BeTrue();
    }

    [Fact]
    public async Task The_samples_of_the_cloud_run()
    {
        using var here = WorkingFolder.Enter();
        await File.WriteAllBytesAsync("disk.raw", new byte[4 << 20], Cancel);
        await using var cloud = await IbmCloudEmulator.StartAsync(cancellationToken: Cancel);
        using var apiKey = SecretString.FromString(cloud.ApiKey);
        using var classicKey = SecretString.FromString(cloud.SoftLayerKey);
        var options = new IbmCloudClientOptions { Endpoints = cloud.Endpoints };
        using var credential = new ApiKeyCredential(apiKey, options);
        var classic = SoftLayerCredential.ClassicKey(cloud.SoftLayerUser, classicKey);

        PackageSamples.Core().ServiceName.Should().Be("kms");
        (await PackageSamples.EmulatorAsync()).Should().NotContain("eyJ");
        var account = await PackageSamples.IamAsync(apiKey, options);
        var keys = await PackageSamples.ResourceControllerAsync(credential, account, options);
        (await PackageSamples.KeyProtectAsync(credential, keys, options)).Should().BeTrue();
        var objects = await InstanceAsync(credential, account, options);
        (await PackageSamples.ObjectStorageAsync(credential, objects, options)).Should().Be(4 << 20);
        (await PackageSamples.SoftLayerAsync(classic, options)).Should().BePositive();
        (await PackageSamples.ActivityTrackerAsync(credential, cloud.Address(EmulatedService.CloudLogs), await RootKeyAsync(credential, keys, options), options)).Should().Be(0);
        (await PackageSamples.E2EAsync(new E2EOptions
        {
            ApiKey = apiKey,
            SoftLayer = classic,
            Client = options,
            PolicySettlingTime = TimeSpan.Zero,
            Wait = new WaitOptions { PollInterval = TimeSpan.FromMilliseconds(20) },
            Journals = new MemoryJournalStore(),
        })).Should().BeTrue();
    }

    private static async Task<Crn> InstanceAsync(IbmCloudCredential credential, string account, IbmCloudClientOptions options)
    {
        using var resources = new ResourceControllerClient(credential, options);
        var group = await resources.GetDefaultResourceGroupAsync(account, Cancel);
        var draft = new ResourceInstanceDraft { Name = "objects", PlanId = ResourcePlans.ObjectStorageStandard, Target = "global", ResourceGroupId = group.Id };
        return (await resources.WaitUntilActiveAsync((await resources.CreateInstanceAsync(draft, Cancel)).Guid, Cancel)).Crn;
    }

    private static async Task<string> RootKeyAsync(IbmCloudCredential credential, Crn instance, IbmCloudClientOptions options)
    {
        using var keys = new KeyProtectClient(KeyProtectInstance.FromCrn(instance), credential, options);
        return (await keys.GetKeyAsync("image-key", Cancel)).Id;
    }
}
