using System.Net;
using IBMCloud.Core;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>What a step works with: the request, the clients, what the run knows so far, and where to report.</summary>
public sealed class E2EStepContext
{
    // The service's clock and this machine's differ, and a request that a kill left behind may take a while.
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(2);

    private readonly StepRecord _record;
    private readonly Func<CancellationToken, Task> _save;
    private readonly Action<string?, TransferProgress?> _report;

    internal E2EStepContext(RunScope run, StepRecord record, Func<CancellationToken, Task> save, Action<string?, TransferProgress?> report)
    {
        Run = run;
        _record = record;
        _save = save;
        _report = report;
    }

    /// <summary>The request.</summary>
    public E2ERequest Request => Run.Request;

    /// <summary>What the run knows. What a step learns it writes here.</summary>
    public RunFacts Facts => Run.Facts;

    /// <summary>The services.</summary>
    public E2EClients Clients => Run.Clients;

    /// <summary>Pace, limits and clock.</summary>
    public E2EOptions Options => Run.Options;

    /// <summary>The mark of this run: in the description, tag, alias or note of everything that is made.</summary>
    public string Marker => Run.Marker;

    /// <summary>
    /// In an earlier attempt this step noted that what it wanted was absent, and set out to make it: what is found now is the run's own.
    /// </summary>
    public bool IsOurs => _record.AbsentBefore || _record.CreatedByRun;

    /// <summary>The data key in the clear, from the step <c>data-key</c> to the end of the run. The run disposes it.</summary>
    public SecretBytes DataKey
    {
        get => Run.DataKey;
        set => Run.DataKey = value;
    }

    /// <summary>The value of the service ID's API key, from the step <c>api-key</c> to the end of the run; <see langword="null"/> where none was made. The run disposes it.</summary>
    public SecretString? ApiKey
    {
        get => Run.ApiKey;
        set => Run.ApiKey = value;
    }

    /// <summary>The plain disk in the image: opened once, read by many, the run's to dispose.</summary>
    /// <param name="cancellationToken">Ends the opening.</param>
    public Task<ImageSource> OpenDiskAsync(CancellationToken cancellationToken) => Run.DiskAsync(cancellationToken);

    internal RunScope Run { get; }

    internal StepRecord Record => _record;

    /// <summary>Notes in the journal that what the step wants is absent and is made now. Call it before the call that makes it.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task IntendToCreateAsync(CancellationToken cancellationToken)
    {
        _record.AbsentBefore = true;
        return _save(cancellationToken);
    }

    /// <summary>Whether what is found is the run's own: recorded as made, or made by an attempt that ended between its intent and the record of the outcome.</summary>
    /// <param name="proven">It carries the run's mark, or is no younger than that attempt.</param>
    internal bool Owns(bool proven) => _record.CreatedByRun || (_record.AbsentBefore && proven);

    /// <summary>What was found is not the run's own, although it was absent when the run set out to make it: somebody else made it since, and it stays at a tear-down.</summary>
    internal void Disown() => _record.AbsentBefore = false;

    /// <summary>Whether a thing may be the work of an earlier attempt, for services that show no mark: later than that lived, only somebody else made it.</summary>
    /// <param name="createdAt">When the service says that it was made.</param>
    internal bool MayBeOfEarlierAttempt(DateTimeOffset? createdAt) => Run.LastWrite is not { } last || createdAt is not { } made || made <= last + ClockTolerance;

    /// <summary>
    /// Makes a thing. Where the service refuses, nothing was made and the intent is taken back: what a user then makes by hand, because the run may not, is the user's and stays at a
    /// tear-down.
    /// </summary>
    /// <param name="make">The call that makes it.</param>
    internal async Task<T> MakeAsync<T>(Func<Task<T>> make)
    {
        try
        {
            return await make().ConfigureAwait(false);
        }
        catch (IbmCloudException e) when (e.Status is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.PaymentRequired or HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
        {
            _record.AbsentBefore = false;
            throw;
        }
    }

    /// <summary>Whether a thing's description has the run's mark.</summary>
    internal bool IsMarked(string? description) => description?.Contains(Marker, StringComparison.Ordinal) == true;

    /// <summary>Writes the facts to the journal now: what must not be lost in a kill during the rest of the step.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task SaveAsync(CancellationToken cancellationToken) => _save(cancellationToken);

    /// <summary>Tells the user what is going on.</summary>
    /// <param name="detail">A few words, without a secret.</param>
    public void Report(string detail) => _report(detail, null);

    /// <summary>Tells the user how far a transfer is.</summary>
    /// <param name="transfer">How far.</param>
    public void Report(TransferProgress transfer) => _report(null, transfer);

    /// <summary>The outcome of finding: the run's own, made in an attempt whose end was not recorded, or somebody's.</summary>
    /// <param name="resource">Id or name.</param>
    /// <param name="detail">More for people.</param>
    public StepOutcome Found(string resource, string? detail = null) =>
        _record is { AbsentBefore: true, CreatedByRun: false } ? StepOutcome.Created(resource, detail) : StepOutcome.Exists(resource, detail);

    /// <summary>Those of the classic permissions that the user is known not to have; none where that is not known.</summary>
    internal IReadOnlyList<string> LacksClassic(params IEnumerable<string> permissions) => Run.ClassicPermissions is { } granted ? [.. permissions.Where(one => !granted.Contains(one))] : [];

    internal T Need<T>(T? fact, string what)
        where T : class =>
        fact ?? throw new InvalidOperationException($"The step before did not say {what}. A step of your own must set it in the facts.");

    /// <summary>Services follow a new policy after seconds to minutes; what relies on it would only say that something is missing.</summary>
    internal async Task SettlePoliciesAsync(CancellationToken cancellationToken)
    {
        var clock = Options.Client.TimeProvider;
        if (Facts.LastPolicyAt + Options.PolicySettlingTime - clock.GetUtcNow() is { } left && left > TimeSpan.Zero)
        {
            Report($"waiting {left.TotalSeconds:0} s for new policies to take effect");
            await Task.Delay(left, clock, cancellationToken).ConfigureAwait(false);
        }
    }

    internal Crn RootKeyCrn => Crn.Parse(Need(Facts.RootKeyCrn, "which root key"));
}
