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
}
