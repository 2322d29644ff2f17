using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Primitives;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E.Tests;

/// <summary>An emulated cloud, an image, and what a program needs to run the flow against it.</summary>
public sealed class TestCloud : IAsyncDisposable
{
    private readonly SecretString _apiKey;
    private readonly SecretString _classicKey;

    private TestCloud(IbmCloudEmulator emulator)
    {
        Emulator = emulator;
        _apiKey = SecretString.FromString(emulator.ApiKey);
        _classicKey = SecretString.FromString(emulator.SoftLayerKey);
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public IbmCloudEmulator Emulator { get; }

    public CapturedLog Log { get; } = new();

    public MemoryJournalStore Journals { get; } = new();

    /// <summary>Bytes of a plain disk: half of it data, half zeros.</summary>
    public byte[] Disk { get; } = DiskOf(9 << 20);

    public static async Task<TestCloud> StartAsync(E2EProfile profile = E2EProfile.ClassicVhd, Action<EmulatorOptions>? configure = null)
    {
        var options = new EmulatorOptions
        {
            StageDelay = TimeSpan.FromMilliseconds(1),
            ImportMode = profile == E2EProfile.ClassicVhd ? ImportMode.Strict : ImportMode.Year2018,
        };
        configure?.Invoke(options);
        return new TestCloud(await IbmCloudEmulator.StartAsync(options, Cancel));
    }

    public E2EWorkflow Workflow(RunJournalStore? journals = null, IReadOnlyList<E2EStep>? steps = null, bool cloudLogs = true) => new(new E2EOptions
    {
        ApiKey = _apiKey,
        SoftLayer = SoftLayerCredential.ClassicKey(Emulator.SoftLayerUser, _classicKey),
        Client = new IbmCloudClientOptions
        {
            Endpoints = Emulator.Endpoints,
            LoggerFactory = Log.Factory(),
            RetryDelay = TimeSpan.FromMilliseconds(1),
            MaxRetryDelay = TimeSpan.FromMilliseconds(20),
        },
        Wait = new WaitOptions { PollInterval = TimeSpan.FromMilliseconds(5) },
        PolicySettlingTime = TimeSpan.Zero,
        CloudLogs = cloudLogs ? [Emulator.Address(EmulatedService.CloudLogs)] : [],
        Journals = journals ?? Journals,
        Steps = steps ?? [],
    });

    public E2ERequest Request(E2EProfile profile = E2EProfile.ClassicVhd) => new()
    {
        Name = "test-run",
        Image = ImageInput.Source(new MemoryImageSource(Disk), "test disk"),
        Profile = profile,
        Region = IbmRegion.UsSouth,
        OsReferenceCode = "DEBIAN_12_64",

        // Random bytes are no operating system; the tests of the preflight use real file systems.
        Preflight = PreflightPolicy.Skip,
        Server = new ServerRequest { Hostname = "web", Domain = "example.com" },
    };

    public async ValueTask DisposeAsync()
    {
        _apiKey.Dispose();
        _classicKey.Dispose();
        await Emulator.DisposeAsync();
    }

    private static byte[] DiskOf(int length)
    {
        var disk = new byte[length];
        new Random(20261124).NextBytes(disk.AsSpan(0, length / 2));
        (disk[510], disk[511]) = (0x55, 0xAA);
        return disk;
    }
}
