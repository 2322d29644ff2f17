using IBMCloud.SoftLayer;

namespace IBMCloud.E2E;

/// <summary>Reads what classic infrastructure logged about the template and the server.</summary>
internal sealed class AuditStep : E2EStep
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    public override string Id => E2EStepIds.Audit;

    public override string Title => "events of image and server";

    public override IReadOnlyList<string> After => [E2EStepIds.Import, E2EStepIds.Server];

    public override bool AppliesTo(E2ERequest request) => request.Audit;

    public override Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken) => Task.FromResult(new PlannedStep
    {
        Id = Id,
        Title = Title,
        Verdict = PlanVerdict.WillCheck,
        Reason = "reads the event log of template and server",
        Permission = "classic permission to view the event log (USER_EVENT_LOG_VIEW)",
    });

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var events = await ReadAsync(context.Clients, context.Facts, context.Run.StartedAt, context.Options.Client.TimeProvider.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        context.Run.Events = events;
        return StepOutcome.Checked($"{events.Count} event{(events.Count == 1 ? "" : "s")}: {string.Join(", ", events.Select(one => one.EventName).Distinct())}");
    }

    internal static async Task<IReadOnlyList<EventLogEntry>> ReadAsync(
        E2EClients clients, RunFacts facts, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        long[] objects = [.. new[] { facts.TemplateId, facts.ServerId }.OfType<long>()];
        return objects.Length == 0
            ? []
            : await clients.SoftLayer.EventLog.ListAsync(
                new EventLogFilter { From = since - ClockTolerance, To = now + ClockTolerance, ObjectIds = objects }, cancellationToken).ConfigureAwait(false);
    }
}
