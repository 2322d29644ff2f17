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
        var shred = new Option<bool>("--crypto-shred") { Description = "End every way to the data key: delete the keys, overwrite the keyslots of a LUKS container, forget the wrapped keys." };
        var plainCopies = new Option<bool>("--plain-copies") { Description = "Remove only the plain copies that the run made of a template or server; all else stays." };
        var keepServer = new Option<bool>("--keep-server") { Description = "Do not cancel the server that the run ordered." };
        return WorkflowVerb.Create("teardown", "Remove exactly what a run made, last made first. Keys stay unless asked for; ends with 9 where anything else remains.",
            needsRequest: false, [yes, plan, deleteKeys, shred, plainCopies, keepServer], async (session, cancel) =>
            {
                var options = new TearDownOptions
                {
                    DeleteKeys = session.Parsed.GetValue(deleteKeys),
                    CryptoShred = session.Parsed.GetValue(shred),
                    PlainCopiesOnly = session.Parsed.GetValue(plainCopies),
                    CancelServer = !session.Parsed.GetValue(keepServer),
                };
                RefuseWhatDoesNotFit(options);
                var removals = await session.Workflow.PlanTearDownAsync(session.RunName, options, cancel).ConfigureAwait(false);
                if (session.Parsed.GetValue(plan))
                {
                    Result.Write(session.Json, () => Text(removals), json => Write(json, session.RunName, removals));
                    return ExitCode.Done;
                }

                await Console.Error.WriteLineAsync(Text(removals)).ConfigureAwait(false);
                if (removals.Any(removal => removal.Stays is null) && !session.Parsed.GetValue(yes))
                {
                    await AskAsync(session.RunName, options, cancel).ConfigureAwait(false);
                }

                var report = await RemoveAsync(session, options, cancel).ConfigureAwait(false);
                Result.Write(session.Json, report.ToText, json => Write(json, session.RunName, report));

                // What nobody asked to remove is no failure: the report says it.
                var meantToStay = removals.Where(removal => removal.Stays is not null).Select(removal => removal.StepId).ToHashSet(StringComparer.Ordinal);
                return report.Remaining.All(item => meantToStay.Contains(item.StepId)) ? ExitCode.Done : ExitCode.Remains;
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

    private static void RefuseWhatDoesNotFit(TearDownOptions options)
    {
        if (options is { CryptoShred: true, CancelServer: false })
        {
            throw ToolException.Usage("--crypto-shred takes the server's key away: it cannot stay. Leave --keep-server out.");
        }

        if (options.PlainCopiesOnly && (options.DeleteKeys || options.CryptoShred))
        {
            throw ToolException.Usage("--plain-copies leaves the keys alone. Leave --delete-keys and --crypto-shred out.");
        }
    }

    private static async Task AskAsync(string run, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected)
        {
            throw ToolException.Usage("Nobody can be asked here whether to remove this. If it is meant, give --yes.");
        }

        var destroysKeys = options.DeleteKeys || options.CryptoShred;
        var word = destroysKeys ? run : "yes";
        await Console.Error.WriteAsync(destroysKeys
            ? "This destroys the root key: every image, disk and server whose data key it wraps is lost for good. Type the run's name to go on: "
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
        : $"Made by the run, in the order of removal:\n{string.Join('\n', removals.Select(Line))}";

    private static string Line(PlannedRemoval removal)
    {
        var what = removal.Resources.Count == 0 ? "what the interrupted attempt may have left" : string.Join(", ", removal.Resources);
        return $"  {removal.StepId,-20}{removal.Title}: {what}{(removal.Stays is { } why ? $" (stays: {why})" : removal.Detail is { } detail ? $" ({detail})" : "")}";
    }

    private static void Write(Utf8JsonWriter json, string run, IReadOnlyList<PlannedRemoval> removals)
    {
        json.WriteString("run", run);
        json.WriteStartArray("plan");
        foreach (var removal in removals)
        {
            json.WriteStartObject();
            json.WriteString("step", removal.StepId);
            json.WriteString("title", removal.Title);
            json.WriteStrings("resources", removal.Resources);
            json.WriteString("stays", removal.Stays);
            json.WriteString("detail", removal.Detail);
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
