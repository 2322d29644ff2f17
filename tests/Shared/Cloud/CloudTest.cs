using IBMCloud.Core;
using IBMCloud.Emulator;
using IBMCloud.Iam;

namespace IBMCloud.Tests.Shared.Cloud;

/// <summary>
/// A running emulator for each test, with what clients need to talk to it as the account's owner. The clients' clock is the emulator's, their waits are
/// short, and all that they log at any level is kept. Compiled into the test projects that link it, so that the others need no emulator.
/// </summary>
public abstract class CloudTest : IAsyncLifetime
{
    private readonly List<IDisposable> _owned = [];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected IbmCloudEmulator Emulator { get; private set; } = null!;

    protected CapturedLog Log { get; } = new();

    /// <summary>Watches over every test that no secret gets out.</summary>
    protected SecretWatch Watch { get; } = new();

    protected IbmCloudClientOptions Options { get; private set; } = null!;

    protected ApiKeyCredential Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var options = new EmulatorOptions { StageDelay = TimeSpan.Zero };
        Configure(options);
        Emulator = await IbmCloudEmulator.StartAsync(options, Cancel);
        Watch.Keep(Emulator.ApiKey);
        Options = ClientOptions();
        Owner = Owned(new ApiKeyCredential(SecretString.FromString(Emulator.ApiKey), Options));
        await StartedAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var one in Enumerable.Reverse(_owned))
        {
            one.Dispose();
        }

        await Emulator.DisposeAsync();
        Watch.Dispose();
        Assert.Null(Watch.Find(Log.Lines));
    }

    /// <summary>How the emulator behaves in these tests.</summary>
    protected virtual void Configure(EmulatorOptions options)
    {
    }

    /// <summary>What the tests need beside the emulator.</summary>
    protected virtual ValueTask StartedAsync() => default;

    /// <summary>Options of a client of this emulator.</summary>
    protected IbmCloudClientOptions ClientOptions(int retries = 4, HttpMessageHandler? transport = null) => new()
    {
        Endpoints = Emulator.Endpoints,
        TimeProvider = Emulator.Clock,
        LoggerFactory = Log.Factory(),
        MaxRetries = retries,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(20),
        Transport = transport,
    };

    /// <summary>The refusal that a call ends in.</summary>
    protected async Task<IbmCloudException> RefusalAsync(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAnyAsync<IbmCloudException>(call);
        Watch.Add(refusal);
        return refusal;
    }

    /// <summary>Disposes a thing with the test.</summary>
    protected T Owned<T>(T one)
        where T : IDisposable
    {
        _owned.Add(one);
        return one;
    }

    /// <summary>All of a list.</summary>
    protected static async Task<List<T>> ToListAsync<T>(IAsyncEnumerable<T> all)
    {
        var list = new List<T>();
        await foreach (var one in all)
        {
            list.Add(one);
        }

        return list;
    }

    /// <summary>How many requests of a method and path (without query) the emulator has seen.</summary>
    protected int Seen(EmulatedService service, string method, string path) =>
        Emulator.Requests.Count(request => request.Service == service && request.Method == method && request.Path.Split('?')[0] == path);
}
