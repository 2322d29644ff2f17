namespace IBMCloud.E2E.Tests;

/// <summary>A step that writes down, in every form in which they could appear, the secrets of the run that it is in, before the import uses them.</summary>
internal sealed class WatchedSecrets : E2EStep, IDisposable
{
    public List<(string Name, string Secret)> Secrets { get; } = [];

    public override string Id => "watched-secrets";

    public override string Title => "secrets of the run";

    public override IReadOnlyList<string> After => [E2EStepIds.ApiKey, E2EStepIds.DataKey];

    public override IReadOnlyList<string> Before => [E2EStepIds.Import];

    public override Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken) =>
        Task.FromResult(new PlannedStep { Id = Id, Title = Title, Verdict = PlanVerdict.WillCheck, Reason = "" });

    public override Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        // A run that finds the template made no key.
        if (context.ApiKey is { } apiKey)
        {
            Secrets.Add(("API key", apiKey.Reveal()));
        }

        Secrets.Add(("data key in hex", Convert.ToHexString(context.DataKey.Span)));
        Secrets.Add(("data key in base64", Convert.ToBase64String(context.DataKey.Span)));
        Secrets.Add(("half of the data key in hex", Convert.ToHexString(context.DataKey.Span[..16])));
        Secrets.Add(("data key as bytes", string.Join(", ", context.DataKey.Span[..16].ToArray())));
        return Task.FromResult(StepOutcome.Checked("seen"));
    }

    public void Dispose() => Secrets.Clear();
}
