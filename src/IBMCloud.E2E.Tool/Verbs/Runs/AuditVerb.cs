using System.CommandLine;
using System.Text.Json;
using IBMCloud.ActivityTracker;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary><c>audit</c>: who did what to a run's keys, image and server.</summary>
internal static class AuditVerb
{
    public static Command Create() => WorkflowVerb.Create("audit",
        "Say who did what to a run's keys, image and server; ends with 7 where an event is missing that should be there, or a source could not be read.",
        needsRequest: false, [], async (session, cancel) =>
        {
            var timeline = await session.Workflow.AuditAsync(session.RunName, cancel).ConfigureAwait(false);
            Result.Write(session.Json, timeline.ToText, json => Write(json, session.RunName, timeline));
            return timeline.Missing.Any() || timeline.UnreadSources.Count > 0 ? ExitCode.NotProven : ExitCode.Done;
        });

    private static void Write(Utf8JsonWriter json, string run, AuditTimeline timeline)
    {
        json.WriteString("run", run);
        json.WriteStartArray("events");
        foreach (var line in timeline.ToJsonLines().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            json.WriteRawValue(line);
        }

        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in timeline.Findings)
        {
            json.WriteStartObject();
            json.WriteString("expected", finding.Expected.What);
            json.WriteBoolean("shown", finding.Event is not null);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStrings("unreadSources", timeline.UnreadSources);
    }
}
