using IBMCloud.ActivityTracker;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>
/// From a plain image to an encrypted server with keys that only the user controls: plan, run, go on after anything, verify, tear down.
/// One instance serves any number of runs, also at the same time.
/// </summary>
public sealed class E2EWorkflow : IDisposable
{
    private readonly E2EOptions _options;
    private readonly E2EClients _clients;

    /// <summary>Makes a workflow; nothing is called yet.</summary>
    /// <param name="options">Credentials, endpoints, pace.</param>
    /// <exception cref="ArgumentException">An option is missing or out of range.</exception>
    public E2EWorkflow(E2EOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _clients = new E2EClients(options);
    }

    /// <summary>The services, for whatever else a program wants of them.</summary>
    public E2EClients Clients => _clients;

    /// <summary>Says what a run would do. It reads only: nothing is made, changed or billed.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="E2ERequestException">The request itself is wrong.</exception>
    /// <exception cref="RunJournalException">The run's journal cannot be used.</exception>
    public async Task<E2EPlan> PlanAsync(E2ERequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var handle = await _options.Journals.OpenAsync(request.Name, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        return await PlanAsync(request, await LoadAsync(handle, request, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Carries the request out. What is there is found and not made twice; a run that was killed, cancelled or failed goes on where it was, also on another
    /// machine that has the journal. The server in the request is ordered and billed. With <see cref="E2ERequest.DryRun"/> it plans and does nothing else.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="progress">Told what happens, from any thread; may be <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the run between two calls. What was done stays recorded.</param>
    /// <exception cref="E2ERequestException">The request itself is wrong; nothing was called.</exception>
    /// <exception cref="E2EStepException">A step failed; the inner exception says why.</exception>
    /// <exception cref="RunJournalException">The run's journal cannot be used.</exception>
    public async Task<E2EResult> RunAsync(E2ERequest request, IProgress<E2EProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var handle = await _options.Journals.OpenAsync(request.Name, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        var journal = await LoadAsync(handle, request, cancellationToken).ConfigureAwait(false);
        if (request.DryRun)
        {
            return new E2EResult { Journal = journal, Outcomes = new Dictionary<string, StepOutcome>(), Plan = await PlanAsync(request, journal, cancellationToken).ConfigureAwait(false) };
        }

        var scope = new RunScope(request, journal.Facts, journal.Marker, journal.CreatedAt, _clients, _options, handle) { LastWrite = journal.LastWrite };
        await using var secrets = scope.ConfigureAwait(false);
        using var engine = new RunEngine(journal, handle, scope, progress);
        var rollBack = request.RollBack is { } options ? new RollBack(WholeGraph(), journal, options) : null;
        try
        {
            var outcomes = await engine.RunAsync(GraphOf(request), cancellationToken).ConfigureAwait(false);
            return new E2EResult { Journal = journal, Outcomes = outcomes, Timeline = scope.Timeline };
        }
        catch (E2EStepException failed) when (rollBack is not null)
        {
            throw await rollBack.RunAsync(failed, engine, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Proves a run's result: the object in the bucket opens with what the WDEK unwraps to and holds the image, the template is encrypted, the server comes
    /// from it. It changes nothing but the run's journal, which keeps the result (<see cref="VerifyOptions.Record"/>).
    /// </summary>
    /// <param name="request">The request of the run, with its image.</param>
    /// <param name="options">How much of the object to read.</param>
    /// <param name="progress">Told how far the comparison is; may be <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RunJournalException">There is no journal of that run, or it cannot be used.</exception>
    public async Task<VerificationReport> VerifyAsync(
        E2ERequest request, VerifyOptions? options = null, IProgress<TransferProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Validate();
        var handle = await _options.Journals.OpenAsync(request.Name, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        var journal = await ReadAsync(handle, request.Name, cancellationToken).ConfigureAwait(false) ?? throw NoJournal(request.Name);
        var scope = new RunScope(request, journal.Facts.Clone(), journal.Marker, journal.CreatedAt, _clients, _options, journal: null);
        await using var secrets = scope.ConfigureAwait(false);
        options ??= new VerifyOptions();
        var report = await Verifier.VerifyAsync(scope, journal.UpdatedAt, options, progress, cancellationToken).ConfigureAwait(false);
        if (options.Record)
        {
            // It changes nothing of the run: the time of its last change stays.
            journal.Verification = VerificationRecord.Of(report, scope.Facts);
            await handle.WriteAsync(journal.ToUtf8Json(), cancellationToken).ConfigureAwait(false);
        }

        return report;
    }

    /// <summary>Reads who did what to a run's keys, image and server, and says what should have happened and is not shown. It reads only.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RunJournalException">There is no journal of that run, or it cannot be used.</exception>
    public async Task<AuditTimeline> AuditAsync(string name, CancellationToken cancellationToken = default)
    {
        var handle = await _options.Journals.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        var journal = await ReadAsync(handle, name, cancellationToken).ConfigureAwait(false) ?? throw NoJournal(name);
        return await RunAudit.ReadAsync(_clients, _options, journal.Facts, journal.CreatedAt, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Puts together what shows that a run did what it says, for somebody who was not there. It reads only.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="options">What it is made from; <see langword="null"/> reads journal and audit events.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RunJournalException">There is no journal of that run, or it cannot be used.</exception>
    public async Task<EvidenceReport> ReportAsync(string name, ReportOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new ReportOptions();
        var handle = await _options.Journals.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        var journal = await ReadAsync(handle, name, cancellationToken).ConfigureAwait(false) ?? throw NoJournal(name);
        var timeline = options.Timeline
            ?? (options.ReadAudit ? await RunAudit.ReadAsync(_clients, _options, journal.Facts, journal.CreatedAt, cancellationToken).ConfigureAwait(false) : null);
        return EvidenceCollection.Of(journal, StepGraph.Of(AllSteps().Where(step => journal.Steps.ContainsKey(step.Id))), timeline, _options.Client);
    }

    /// <summary>
    /// Rotates the root key of a run and wraps the data key anew with its new version. The image, the template and the server stay as they are: the old
    /// WDEK that the platform keeps goes on unwrapping. The service allows one rotation an hour.
    /// </summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RunJournalException">There is no journal of that run, it has no data key yet, or it cannot be used.</exception>
    /// <exception cref="KeyProtect.KeyProtectException">The key is imported and needs new material, was rotated less than an hour ago, or is not active.</exception>
    public async Task<RotationResult> RotateRootKeyAsync(string name, CancellationToken cancellationToken = default)
    {
        var handle = await _options.Journals.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        var journal = await ReadAsync(handle, name, cancellationToken).ConfigureAwait(false) ?? throw NoJournal(name);
        if (journal.Facts is not { RootKeyId: { } id, RootKeyCrn: { } crn, WrappedDataKey: { } wrapped })
        {
            throw new RunJournalException(RunJournalError.Missing, $"The run '{name}' has no wrapped data key yet. Run it first.");
        }

        var keys = _clients.KeyProtect(journal.Facts);
        await keys.RotateKeyAsync(id, cancellationToken).ConfigureAwait(false);
        var again = await keys.RewrapDekAsync(id, KeyProtect.WrappedDek.Parse(wrapped), cancellationToken).ConfigureAwait(false);
        journal.Facts.WrappedDataKey = again.Text;
        journal.Facts.RootKeyVersion = again.KeyVersionId;
        if (journal.Facts.PendingHeader is { WrappedDataKey: { } coming } pending)
        {
            var comingAgain = await keys.RewrapDekAsync(id, KeyProtect.WrappedDek.Parse(coming), cancellationToken).ConfigureAwait(false);
            journal.Facts.PendingHeader = pending with { WrappedDataKey = comingAgain.Text, RootKeyVersion = comingAgain.KeyVersionId };
        }

        await SaveAsync(handle, journal, cancellationToken).ConfigureAwait(false);
        return new RotationResult(crn, again.KeyVersionId);
    }

    /// <summary>
    /// Gives a run's image a new data key without encrypting its data again: the header of the LUKS container in the bucket is written anew, its keyslot opens with the new data key, and the
    /// journal has that key wrapped. A call that was cut off is gone on with by the next one; at every instant the journal has the key that the object opens with. An image template that
    /// was imported before keeps its own copy and the former data key.
    /// </summary>
    /// <remarks>The volume key stays the same: whoever opened the image with the former data key may have kept that. Where the former key was disclosed, encrypt the image again.</remarks>
    /// <param name="name">Name of the run.</param>
    /// <param name="cancellationToken">Stops between two writes; call it again to go on.</param>
    /// <exception cref="RekeyException">The image is a VHD, which has no keyslots; there is none yet; or the object was replaced.</exception>
    /// <exception cref="RunJournalException">There is no journal of that run, or it cannot be used.</exception>
    public async Task<RekeyResult> RekeyImageAsync(string name, CancellationToken cancellationToken = default)
    {
        var handle = await _options.Journals.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        var journal = await ReadAsync(handle, name, cancellationToken).ConfigureAwait(false) ?? throw NoJournal(name);
        return await new ImageRekey(_clients, journal, stop => SaveAsync(handle, journal, stop)).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Says what a tear-down with the default options would remove. It calls nothing.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="RunJournalException">There is no journal of that run, or it cannot be used.</exception>
    public Task<IReadOnlyList<PlannedRemoval>> PlanTearDownAsync(string name, CancellationToken cancellationToken = default) => PlanTearDownAsync(name, null, cancellationToken);

    /// <summary>Says what a tear-down would remove, and what would stay and why. It calls nothing.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="options">What may be removed; the default where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="RunJournalException">There is no journal of that run, or it cannot be used.</exception>
    public async Task<IReadOnlyList<PlannedRemoval>> PlanTearDownAsync(string name, TearDownOptions? options, CancellationToken cancellationToken = default)
    {
        options ??= new TearDownOptions();
        options.Validate();
        var handle = await _options.Journals.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        var journal = await ReadAsync(handle, name, cancellationToken).ConfigureAwait(false) ?? throw NoJournal(name);
        var scope = new RunScope(journal.Request.ToRequest(name), journal.Facts.Clone(), journal.Marker, journal.CreatedAt, _clients, _options, journal: null);
        await using var secrets = scope.ConfigureAwait(false);
        return TearDown.Plan(WholeGraph(), journal, scope, options);
    }

    /// <summary>Removes exactly what the run made, in the reverse order, as far as <paramref name="options"/> allow. It may be repeated.</summary>
    /// <param name="name">Name of the run.</param>
    /// <param name="options">What may be removed; keys stay by default.</param>
    /// <param name="progress">Told what happens; may be <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops between two removals.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    /// <exception cref="RunJournalException">There is no journal of that run, or it cannot be used.</exception>
    public async Task<TearDownReport> TearDownAsync(
        string name, TearDownOptions? options = null, IProgress<E2EProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new TearDownOptions();
        options.Validate();
        var handle = await _options.Journals.OpenAsync(name, cancellationToken).ConfigureAwait(false);
        await using var held = handle.ConfigureAwait(false);
        var journal = await ReadAsync(handle, name, cancellationToken).ConfigureAwait(false) ?? throw NoJournal(name);
        var request = journal.Request.ToRequest(name);
        var scope = new RunScope(request, journal.Facts, journal.Marker, journal.CreatedAt, _clients, _options, handle) { LastWrite = journal.LastWrite };
        await using var secrets = scope.ConfigureAwait(false);
        using var engine = new RunEngine(journal, handle, scope, progress);
        return await TearDown.RunAsync(WholeGraph(), journal, engine, options, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _clients.Dispose();

    private async Task<E2EPlan> PlanAsync(E2ERequest request, RunJournal journal, CancellationToken cancellationToken)
    {
        var scope = new RunScope(request, journal.Facts.Clone(), journal.Marker, journal.CreatedAt, _clients, _options, journal: null) { LastWrite = journal.LastWrite };
        await using var secrets = scope.ConfigureAwait(false);
        return await Planner.PlanAsync(GraphOf(request), journal, scope, cancellationToken).ConfigureAwait(false);
    }

    private async Task SaveAsync(RunJournalHandle handle, RunJournal journal, CancellationToken cancellationToken)
    {
        journal.UpdatedAt = _options.Client.TimeProvider.GetUtcNow();
        await handle.WriteAsync(journal.ToUtf8Json(), cancellationToken).ConfigureAwait(false);
    }

    private StepGraph GraphOf(E2ERequest request) => StepGraph.Of(AllSteps().Where(step => step.AppliesTo(request)));

    // A tear-down goes by what the journal says was made, not by what a request would ask for.
    private StepGraph WholeGraph() => StepGraph.Of(AllSteps());

    private IEnumerable<E2EStep> AllSteps()
    {
        var own = _options.Steps.Select(step => step.Id).ToHashSet(StringComparer.Ordinal);
        return BuiltInSteps.All.Where(step => !own.Contains(step.Id)).Concat(_options.Steps);
    }

    private async Task<RunJournal> LoadAsync(RunJournalHandle handle, E2ERequest request, CancellationToken cancellationToken)
    {
        if (await ReadAsync(handle, request.Name, cancellationToken).ConfigureAwait(false) is not { } journal)
        {
            return new RunJournal
            {
                RunId = Guid.NewGuid().ToString("N")[..16],
                Name = request.Name,
                Request = RequestRecord.Of(request),
                CreatedAt = _options.Client.TimeProvider.GetUtcNow(),
            };
        }

        return journal.Request.DifferenceTo(request) is { } difference
            ? throw new RunJournalException(RunJournalError.OtherRequest,
                $"The run '{request.Name}' was begun with another request ({difference}). Use that one, give the run another name, or tear the old one down and remove its journal.")
            : journal;
    }

    private static async Task<RunJournal?> ReadAsync(RunJournalHandle handle, string name, CancellationToken cancellationToken)
    {
        if (await handle.ReadAsync(cancellationToken).ConfigureAwait(false) is not { } document)
        {
            return null;
        }

        var journal = RunJournal.Parse(document);
        return journal.Name == name ? journal : throw new RunJournalException(RunJournalError.OtherRequest, $"The journal is of the run '{journal.Name}', not of '{name}'. Name that run.");
    }

    private static RunJournalException NoJournal(string name) =>
        new(RunJournalError.Missing, $"There is no journal of a run '{name}'. Name the folder or store that the run was made with.");
}
