using System.CommandLine;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary><c>verify</c>: proves a run's result.</summary>
internal static class VerifyVerb
{
    private const int MostSamples = 10_000;

    public static Command Create()
    {
        var whole = new Option<bool>("--whole") { Description = "Compare the whole object with the image, not ranges of it." };
        var samples = new Option<int?>("--samples") { Description = "Random places of 1 MiB to compare, 0 to 10,000 (16).", HelpName = "N" };
        return WorkflowVerb.Create("verify", "Prove that the object opens with the run's key and holds the image, and that template and server come from it; ends with 7 where a claim does not hold.",
            needsRequest: true, [whole, samples], async (session, cancel) =>
            {
                var count = session.Parsed.GetValue(samples);
                if (count is < 0 or > MostSamples)
                {
                    throw ToolException.Usage($"--samples is {count:N0}; it may be 0 to {MostSamples:N0}.");
                }

                var options = new VerifyOptions { Whole = session.Parsed.GetValue(whole), Samples = count ?? new VerifyOptions().Samples };
                VerificationReport report;
                using (var progress = TerminalProgress.Start())
                {
                    report = await session.Workflow.VerifyAsync(session.Request, options, progress, cancel).ConfigureAwait(false);
                }

                await Console.Out.WriteLineAsync(session.Json ? report.ToJson() : report.ToText()).ConfigureAwait(false);
                return report.Passed ? ExitCode.Done : ExitCode.NotProven;
            });
    }
}
