namespace IBMCloud.E2E;

/// <summary>Reads who did what to keys, image and server, and says what should have happened and is not shown.</summary>
internal sealed class AuditStep : E2EStep
{
    public override string Id => E2EStepIds.Audit;

    public override string Title => "audit";

    public override IReadOnlyList<string> After => [E2EStepIds.Import, E2EStepIds.Server];

    public override bool AppliesTo(E2ERequest request) => request.Audit;

    public override Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken) => Task.FromResult(new PlannedStep
    {
        Id = Id,
        Title = Title,
        Verdict = PlanVerdict.WillCheck,
        Reason = (context.Options.CloudLogs.Count > 0 ? "reads the event log of image and server, and the audit events of the keys" : "reads the event log of image and server")
            + (context.LacksClassic("USER_EVENT_LOG_VIEW").Count > 0 ? "; the classic user lacks USER_EVENT_LOG_VIEW: no events of image and server will be shown" : ""),
        Permission = "classic permission to view the event log (USER_EVENT_LOG_VIEW)",
    });

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var timeline = await RunAudit.ReadAsync(context.Clients, context.Options, context.Facts, context.Run.StartedAt, cancellationToken).ConfigureAwait(false);
        context.Run.Timeline = timeline;
        var missing = timeline.Missing.Select(expected => expected.What).ToList();
        return StepOutcome.Checked($"{timeline.Events.Count} events{(missing.Count == 0 ? "" : $"; not shown (yet): {string.Join(", ", missing)}")}");
    }
}
