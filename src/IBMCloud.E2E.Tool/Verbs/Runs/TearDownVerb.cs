using System.CommandLine;
using System.Text.Json;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary><c>teardown</c>: shows what a run made, asks, and removes it.</summary>
internal static class TearDownVerb
{
    public static Command Create()
    {
        var yes = new Option<bool>("--yes") { Description = "Do not ask. Needed where nobody can be asked." };
        var plan = new Option<bool>("--plan") { Description = "Show what would be removed, and stop." };
        var deleteKeys = new Option<bool>("--delete-keys") { Description = "Delete the root key and its Key Protect instance too: whatever it wraps is lost for good." };
        var keepServer = new Option<bool>("--keep-server") { Description = "Do not cancel the server that the run ordered." };
        return WorkflowVerb.Create("teardown", "Remove exactly what a run made, last made first. Keys stay unless asked for; ends with 9 where anything else remains.",
            needsRequest: false, [yes, plan, deleteKeys, keepServer], async (session, cancel) =>
            {
                var options = new TearDownOptions { DeleteKeys = session.Parsed.GetValue(deleteKeys), CancelServer = !session.Parsed.GetValue(keepServer) };
                var removals = await session.Workflow.PlanTearDownAsync(session.RunName, cancel).ConfigureAwait(false);
                if (session.Parsed.GetValue(plan))
                {
                    Result.Write(session.Json, () => Text(removals), json => Write(json, session.RunName, removals));
                    return ExitCode.Done;
                }

                await Console.Error.WriteLineAsync(Text(removals)).ConfigureAwait(false);
                if (removals.Count > 0 && !session.Parsed.GetValue(yes))
                {
                    await AskAsync(session.RunName, options, cancel).ConfigureAwait(false);
                }

                var report = await RemoveAsync(session, options, cancel).ConfigureAwait(false);
                Result.Write(session.Json, report.ToText, json => Write(json, session.RunName, report));
                return report.Remaining.All(item => IsMeantToStay(item, options)) ? ExitCode.Done : ExitCode.Remains;
            });
    }

    private static async Task<TearDownReport> RemoveAsync(WorkflowSession session, TearDownOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await session.WithProgressAsync(StepWord.OfTearDown, progress => session.Workflow.TearDownAsync(session.RunName, options, progress, cancellationToken)).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (cancellationToken.IsCancellationRequested)
        {
            var again = CommandLineText.WithVerb(session.Parsed, "teardown");
            throw new StoppedRunException(ExitCode.Cancelled, $"Stopped. What was removed is recorded. To go on, in this folder and environment:\n    {again}", again, error);
        }
    }

    // What nobody asked to remove is no failure: the report says it.
    private static bool IsMeantToStay(TearDownItem item, TearDownOptions options) =>
        (!options.DeleteKeys && item.StepId is E2EStepIds.RootKey or E2EStepIds.KeyProtect)
        || (!options.CancelServer && item.StepId is E2EStepIds.Server or E2EStepIds.Authorization);

    private static async Task AskAsync(string run, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            throw ToolException.Usage("Nobody can be asked here whether to remove this. If it is meant, give --yes.");
        }

        var word = options.DeleteKeys ? run : "yes";
        await Console.Error.WriteAsync(options.DeleteKeys
            ? $"This destroys the root key: every image, disk and server whose data key it wraps is lost for good. Type the run's name to go on: "
            : "Type yes to remove this: ").ConfigureAwait(false);

        // Reading a terminal cannot be cancelled; waiting for it can.
        var answer = await Task.Run(Console.ReadLine, cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (answer?.Trim() != word)
        {
            throw new ToolException(ExitCode.Failed, "Nothing was removed.");
        }
    }

    private static string Text(IReadOnlyList<PlannedRemoval> removals) => removals.Count == 0
        ? "The run made nothing that could be removed."
        : $"Made by the run, in the order of removal:\n{string.Join('\n', removals.Select(removal => $"  {removal.StepId,-20}{removal.Title}: {(removal.Resources.Count == 0 ? "what the interrupted attempt may have left" : string.Join(", ", removal.Resources))}"))}";

    private static void Write(Utf8JsonWriter json, string run, IReadOnlyList<PlannedRemoval> removals)
    {
        json.WriteString("run", run);
        json.WriteStartArray("plan");
        foreach (var removal in removals)
        {
            json.WriteStartObject();
            json.WriteString("step", removal.StepId);
            json.WriteString("title", removal.Title);
            json.WriteStartArray("resources");
            foreach (var resource in removal.Resources)
            {
                json.WriteStringValue(resource);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string run, TearDownReport report)
    {
        json.WriteString("run", run);
        json.WriteStartArray("items");
        foreach (var item in report.Items)
        {
            json.WriteStartObject();
            json.WriteString("step", item.StepId);
            json.WriteString("outcome", JsonNamingPolicy.CamelCase.ConvertName(item.Outcome.Kind.ToString()));
            json.WriteString("detail", item.Outcome.Detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
