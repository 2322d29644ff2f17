using IBMCloud.ActivityTracker;
using IBMCloud.Core;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>What all steps of one run share, and the secrets that live only as long as it does.</summary>
internal sealed class RunScope : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private ImageSource? _disk;
    private SecretBytes? _dataKey;
    private SecretString? _apiKey;

    public RunScope(E2ERequest request, RunFacts facts, string marker, DateTimeOffset startedAt, E2EClients clients, E2EOptions options, RunJournalHandle? journal)
    {
        StartedAt = startedAt;
        Request = request;
        Facts = facts;
        Marker = marker;
        Clients = clients;
        Options = options;
        Journal = journal;
    }

    public E2ERequest Request { get; }

    public RunFacts Facts { get; }

    public string Marker { get; }

    /// <summary>When the run began: events before that are not its own.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When an earlier attempt wrote the journal last; <see langword="null"/> in the first one. What was made much later is not its work.</summary>
    public DateTimeOffset? LastWrite { get; init; }

    public E2EClients Clients { get; }

    public E2EOptions Options { get; }

    /// <summary>Where upload parts are logged; <see langword="null"/> in a plan.</summary>
    public RunJournalHandle? Journal { get; }

    /// <summary>The data key, between unwrap and the end of the run.</summary>
    public SecretBytes DataKey
    {
        get => _dataKey ?? throw new InvalidOperationException("The data key is not there: the step 'data-key' did not run. A step of your own in its place must set it.");
        set
        {
            _dataKey?.Dispose();
            _dataKey = value;
        }
    }

    /// <summary>The value of the service ID's API key, between its creation and the end of the run; <see langword="null"/> where none was made.</summary>
    public SecretString? ApiKey
    {
        get => _apiKey;
        set
        {
            _apiKey?.Dispose();
            _apiKey = value;
        }
    }

    /// <summary>Key names of what the classic user may do; <see langword="null"/> where that is not known.</summary>
    public IReadOnlySet<string>? ClassicPermissions { get; set; }

    /// <summary>What the audit step read.</summary>
    public AuditTimeline? Timeline { get; set; }

    /// <summary>The plain disk; opened once, read by many.</summary>
    public async Task<ImageSource> DiskAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_disk is null)
            {
                (_disk, var format) = await ImageOpening.OpenAsync(Request, Facts, Clients, cancellationToken).ConfigureAwait(false);
                Facts.ImageFormat = format.ToString();
            }

            return _disk;
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _dataKey?.Dispose();
        _apiKey?.Dispose();
        if (_disk is not null)
        {
            await _disk.DisposeAsync().ConfigureAwait(false);
        }

        _opening.Dispose();
    }
}
