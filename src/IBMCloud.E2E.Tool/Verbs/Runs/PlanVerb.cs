using System.CommandLine;
using System.Globalization;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary><c>plan</c>: what a run would do, found out by reading only.</summary>
internal static class PlanVerb
{
    public static Command Create()
    {
        var mermaid = new Option<bool>("--mermaid") { Description = "Print the plan as a Mermaid flow chart." };
        var svg = new Option<string?>("--svg") { Description = "Also write the plan to this file, as a picture of what waits for what.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace the file where it is there." };
        return WorkflowVerb.Create("plan", "Say what a run would find, make and cost, and what stands in its way. It reads only; ends with 5 where the run cannot be done.",
            needsRequest: true, [mermaid, svg, force], async (session, cancel) =>
            {
                var asChart = session.Parsed.GetValue(mermaid);
                if (asChart && session.Json)
                {
                    throw ToolException.Usage("--json and --mermaid are two forms of the same plan. Choose one.");
                }

                var (picture, replace) = (session.Parsed.GetValue(svg), session.Parsed.GetValue(force));
                OutputFile.RefuseToReplace(picture, replace);
                var plan = await session.Workflow.PlanAsync(session.Request, cancel).ConfigureAwait(false);
                if (picture is not null)
                {
                    OutputFile.WriteText(picture, plan.ToSvg(), replace);
                }

                return await SayAsync(plan, session.Json ? plan.ToJson() : asChart ? plan.ToMermaid() : Text(plan)).ConfigureAwait(false);
            });
    }

    /// <summary>Says a plan, and gives the exit code that goes with it.</summary>
    public static Task<int> SayAsync(E2EPlan plan, bool json) => SayAsync(plan, json ? plan.ToJson() : Text(plan));

    private static async Task<int> SayAsync(E2EPlan plan, string text)
    {
        await Console.Out.WriteLineAsync(text).ConfigureAwait(false);
        return plan.CanRun ? ExitCode.Done : ExitCode.Prerequisite;
    }

    private static string Text(E2EPlan plan) => $"{plan.ToText()}\n\n{Summary(plan)}";

    private static string Summary(E2EPlan plan)
    {
        var made = plan.Steps.Count(step => step.Verdict is PlanVerdict.WillCreate or PlanVerdict.WillChange);
        var billed = plan.Steps.Count(step => step.Verdict is PlanVerdict.WillCreate && step.Cost == CostClass.Billed);
        return plan.CanRun
            ? string.Create(CultureInfo.InvariantCulture, $"{made} of {plan.Steps.Count} steps would make or change something, {billed} of them billed. Nothing stands in the way.")
            : $"It cannot be done yet: mend what 'cannot' says in {string.Join(", ", plan.Steps.Where(step => step.Verdict == PlanVerdict.Cannot && !step.Reason.StartsWith("waits for", StringComparison.Ordinal)).Select(step => $"'{step.Id}'"))}, then plan again.";
    }
}
