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
    public byte[] Disk { get; init; } = DiskOf(9 << 20);

    /// <summary>Bytes in a part of uploads; null for the product's own.</summary>
    public long? UploadPartSize { get; init; }

    /// <summary>The emulator's clock is the clients', too.</summary>
    public bool OneClock { get; init; }

    public static Task<TestCloud> StartAsync(E2EProfile profile = E2EProfile.ClassicVhd, Action<EmulatorOptions>? configure = null) =>
        StartAsync(emulator => new TestCloud(emulator), profile, configure);

    /// <summary>A cloud whose image goes up in three parts; with <paramref name="fast"/> on a clock on which what takes a cloud minutes takes a test seconds.</summary>
    public static Task<TestCloud> StartInPartsAsync(bool fast = false) => StartAsync(
        emulator => new TestCloud(emulator) { Disk = DiskOf(11 << 20, 11 << 20), UploadPartSize = 5 << 20, OneClock = fast },
        E2EProfile.ClassicVhd,
        options => options.Clock = fast ? new EmulatorClock(new FastTime(20)) : null);

    private static async Task<TestCloud> StartAsync(Func<IbmCloudEmulator, TestCloud> make, E2EProfile profile, Action<EmulatorOptions>? configure)
    {
        var options = new EmulatorOptions
        {
            StageDelay = TimeSpan.FromMilliseconds(1),
            ImportMode = profile == E2EProfile.ClassicVhd ? ImportMode.Strict : ImportMode.Year2018,
        };
        configure?.Invoke(options);
        return make(await IbmCloudEmulator.StartAsync(options, Cancel));
    }

    public E2EWorkflow Workflow(RunJournalStore? journals = null, IReadOnlyList<E2EStep>? steps = null, bool cloudLogs = true) => new(new E2EOptions
    {
        ApiKey = _apiKey,
        SoftLayer = SoftLayerCredential.ClassicKey(Emulator.SoftLayerUser, _classicKey),
        Client = new IbmCloudClientOptions
        {
            Endpoints = Emulator.Endpoints,
            TimeProvider = OneClock ? Emulator.Clock : TimeProvider.System,
            LoggerFactory = Log.Factory(),
            RetryDelay = TimeSpan.FromMilliseconds(1),
            MaxRetryDelay = TimeSpan.FromMilliseconds(20),
        },
        Wait = new WaitOptions { PollInterval = TimeSpan.FromMilliseconds(5), Deadline = TimeSpan.FromMinutes(2) },
        UploadPartSize = UploadPartSize,
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

    private static byte[] DiskOf(int length, int? random = null)
    {
        var disk = new byte[length];
        new Random(20261124).NextBytes(disk.AsSpan(0, random ?? length / 2));
        (disk[510], disk[511]) = (0x55, 0xAA);
        return disk;
    }
}
