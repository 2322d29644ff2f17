using System.Diagnostics;
using IBMCloud.Core;
using IBMCloud.Primitives;
using Microsoft.Extensions.Logging;

namespace IBMCloud.E2E;

/// <summary>Carries a graph of steps out: each as soon as those before it are done, each recorded before and after.</summary>
internal sealed partial class RunEngine : IDisposable
{
    private static readonly ActivitySource Activities = new("IBMCloud.E2E");
    private readonly RunJournal _journal;
    private readonly RunJournalHandle _handle;
    private readonly RunScope _scope;
    private readonly IProgress<E2EProgress>? _progress;
    private readonly SemaphoreSlim _saving = new(1, 1);
    private readonly TimeProvider _clock;
    private readonly ILogger _log;

    public RunEngine(RunJournal journal, RunJournalHandle handle, RunScope scope, IProgress<E2EProgress>? progress)
    {
        _journal = journal;
        _handle = handle;
        _scope = scope;
        _progress = progress;
        _clock = scope.Options.Client.TimeProvider;
        _log = scope.Options.Client.LoggerFactory.CreateLogger("IBMCloud.E2E");
    }

    /// <summary>Runs all steps. The first failure stops those under way; what was done stays recorded.</summary>
    public async Task<IReadOnlyDictionary<string, StepOutcome>> RunAsync(StepGraph graph, CancellationToken cancellationToken)
    {
        foreach (var step in graph.Ordered)
        {
            _journal.Steps.TryAdd(step.Id, new StepRecord());
        }

        await SaveAsync(cancellationToken).ConfigureAwait(false);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _handle.Lost);
        var running = new Dictionary<string, Task<StepOutcome>>(StringComparer.Ordinal);
        foreach (var step in graph.Ordered)
        {
            var before = graph.After[step.Id].Select(id => running[id]).ToArray();
            running[step.Id] = RunAfterAsync(before, step, stop);
        }

        try
        {
            await Task.WhenAll(running.Values).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (_handle.Lost.IsCancellationRequested)
            {
                throw new RunJournalException(RunJournalError.LeaseLost,
                    $"The run '{_journal.Name}' was stopped, since this runner no longer holds its journal. See whether another one runs it; if none does, run it again: it goes on.", e);
            }

            // Those that were stopped because another failed are no news: the failure is.
            if (running.Values.Select(task => task.Exception?.InnerException).OfType<E2EStepException>().FirstOrDefault() is { } failed)
            {
                throw failed;
            }

            throw;
        }

        return running.ToDictionary(pair => pair.Key, pair => pair.Value.Result, StringComparer.Ordinal);
    }

    public E2EStepContext ContextOf(E2EStep step) => ContextOf(step, SaveAsync);

    private E2EStepContext ContextOf(E2EStep step, Func<CancellationToken, Task> save) => new(
        _scope, _journal.Steps[step.Id], save, (detail, transfer) => _progress?.Report(new(step.Id, step.Title, E2EStage.Working, detail, transfer)));

    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        // A journal in a bucket is written by calls that are none of the step's.
        using var unobserved = IbmCloudCalls.Unobserved();
        await _saving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _journal.UpdatedAt = _clock.GetUtcNow();
            await _handle.WriteAsync(_journal.ToUtf8Json(), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _saving.Release();
        }
    }

    public void Dispose() => _saving.Dispose();

    private async Task<StepOutcome> RunAfterAsync(Task<StepOutcome>[] before, E2EStep step, CancellationTokenSource stop)
    {
        await Task.WhenAll(before).ConfigureAwait(false);
        try
        {
            return await RunStepAsync(step, stop.Token).ConfigureAwait(false);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private async Task<StepOutcome> RunStepAsync(E2EStep step, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var record = _journal.Steps[step.Id];
        record.State = StepState.Running;
        record.Attempts++;
        record.StartedAt = _clock.GetUtcNow();
        record.FirstStartedAt ??= record.StartedAt;
        record.Error = null;
        await SaveAsync(cancellationToken).ConfigureAwait(false);
        _progress?.Report(new(step.Id, step.Title, E2EStage.Started));
        using var activity = Activities.StartActivity(step.Id);
        activity?.SetTag("ibmcloud.e2e.run", _journal.Name);
        var started = _clock.GetTimestamp();
        var calls = new CallLog(record);
        using var watching = IbmCloudCalls.Observe(calls.Add);
        try
        {
            var outcome = await step.EnsureAsync(ContextOf(step, SaveWithCallsAsync), cancellationToken).ConfigureAwait(false);
            calls.WriteTo(record);
            (record.Outcome, record.Detail) = (outcome.Kind, outcome.Detail);
            record.CreatedByRun |= outcome.Kind == StepOutcomeKind.Created;
            record.Resources = outcome.Resources;
            record.State = StepState.Done;
            record.FinishedAt = _clock.GetUtcNow();
            await SaveAsync(cancellationToken).ConfigureAwait(false);
            StepDone(_log, _journal.Name, step.Id, outcome.Kind, _clock.GetElapsedTime(started).TotalMilliseconds);
            activity?.SetTag("ibmcloud.e2e.outcome", outcome.Kind.ToString());
            _progress?.Report(new(step.Id, step.Title, E2EStage.Done, outcome.Detail, null, outcome));
            return outcome;
        }
        catch (Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.GetType().Name);
            calls.WriteTo(record);
            await RecordFailureAsync(record, e).ConfigureAwait(false);
            StepFailed(_log, _journal.Name, step.Id, e.GetType().Name);
            _progress?.Report(new(step.Id, step.Title, E2EStage.Failed, e.Message));
            if (e is OperationCanceledException && cancellationToken.IsCancellationRequested)
            {
                throw;
            }

            throw new E2EStepException(step.Id, step.Title, _journal.Name, e);
        }

        Task SaveWithCallsAsync(CancellationToken token)
        {
            calls.WriteTo(record);
            return SaveAsync(token);
        }
    }

    // The journal is written even where the user has cancelled: that is what a resume stands on. Where it cannot be written, the step's own failure matters more.
    private async Task RecordFailureAsync(StepRecord record, Exception failure)
    {
        record.State = failure is OperationCanceledException ? StepState.Running : StepState.Failed;
        record.Error = failure is OperationCanceledException ? null : failure.Message;
        try
        {
            await SaveAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IbmCloudE2EException or IOException)
        {
            JournalLost(_log, _journal.Name, e.Message);
        }
    }

    [LoggerMessage(EventId = 7001, EventName = "StepDone", Level = LogLevel.Information, Message = "Run {Run}: step {Step} {Outcome} in {Milliseconds:0} ms")]
    private static partial void StepDone(ILogger log, string run, string step, StepOutcomeKind outcome, double milliseconds);

    [LoggerMessage(EventId = 7002, EventName = "StepFailed", Level = LogLevel.Error, Message = "Run {Run}: step {Step} failed with {Failure}")]
    private static partial void StepFailed(ILogger log, string run, string step, string failure);

    [LoggerMessage(EventId = 7003, EventName = "JournalLost", Level = LogLevel.Error, Message = "Run {Run}: the failure of a step could not be recorded: {Why}")]
    private static partial void JournalLost(ILogger log, string run, string why);
}
