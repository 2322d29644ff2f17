using System.Diagnostics;
using System.Text;
using System.Collections.Concurrent;

namespace IBMCloud.E2E.Tests.Flow;

/// <summary>No secret of a run is in anything that it prints, records or traces.</summary>
public sealed class SecretTests
{
    [Theory]
    [InlineData(E2EProfile.ClassicVhd)]
    [InlineData(E2EProfile.ClassicLuks)]
    public async Task No_key_token_or_passphrase_is_in_logs_traces_journal_progress_or_plan(E2EProfile profile)
    {
        await using var cloud = await TestCloud.StartAsync(profile);
        var traces = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("IBMCloud", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => traces.Enqueue($"{activity.DisplayName} {string.Join(' ', activity.TagObjects)} {activity.StatusDescription}"),
        };
        ActivitySource.AddActivityListener(listener);
        using var watched = new WatchedSecrets();
        using var workflow = cloud.Workflow(steps: [watched]);
        var progress = new RecordedProgress();

        var plan = await workflow.PlanAsync(cloud.Request(profile), TestCloud.Cancel);
        var result = await workflow.RunAsync(cloud.Request(profile), progress, TestCloud.Cancel);

        traces.Should().NotBeEmpty();
        cloud.Log.Lines.Should().NotBeEmpty();
        var everything = string.Join('\n', cloud.Log.Text, string.Join('\n', traces), Encoding.UTF8.GetString(result.Journal.ToUtf8Json()),
            string.Join('\n', progress.Events), plan.ToText(), plan.ToJson(), plan.ToMermaid(), result.ToString(), cloud.Request(profile).ToString());
        watched.Secrets.Should().HaveCountGreaterThan(4);
        foreach (var (name, secret) in watched.Secrets.Append(("API key of the caller", cloud.Emulator.ApiKey)).Append(("classic key", cloud.Emulator.SoftLayerKey)))
        {
            everything.Contains(secret, StringComparison.OrdinalIgnoreCase).Should().BeFalse("{0} must not be printed", name);
        }

        everything.Should().NotMatchRegex(@"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+");
    }

    /// <summary>A step that writes down, in every form in which they could appear, the secrets of the run that it is in.</summary>
    private sealed class WatchedSecrets : E2EStep, IDisposable
    {
        public List<(string Name, string Secret)> Secrets { get; } = [];

        public override string Id => "watched-secrets";

        public override string Title => "secrets of the run";

        public override IReadOnlyList<string> After => [E2EStepIds.ApiKey, E2EStepIds.DataKey];

        public override Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken) =>
            Task.FromResult(new PlannedStep { Id = Id, Title = Title, Verdict = PlanVerdict.WillCheck, Reason = "" });

        public override Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
        {
            Secrets.Add(("API key", context.ApiKey!.Reveal()));
            Secrets.Add(("data key in hex", Convert.ToHexString(context.DataKey.Span)));
            Secrets.Add(("data key in base64", Convert.ToBase64String(context.DataKey.Span)));
            Secrets.Add(("half of the data key in hex", Convert.ToHexString(context.DataKey.Span[..16])));
            Secrets.Add(("data key as bytes", string.Join(", ", context.DataKey.Span[..16].ToArray())));
            return Task.FromResult(StepOutcome.Checked("seen"));
        }

        public void Dispose() => Secrets.Clear();
    }
}
