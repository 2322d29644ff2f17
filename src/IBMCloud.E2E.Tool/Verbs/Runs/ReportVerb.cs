using System.CommandLine;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary><c>report</c>: what shows that a run did what it says, for an auditor.</summary>
internal static class ReportVerb
{
    public static Command Create()
    {
        var html = new Option<string?>("--html") { Description = "Write the report to this file, as one HTML page that needs neither network nor script.", HelpName = "FILE" };
        var force = new Option<bool>("--force") { Description = "Replace the file where it is there." };
        var withoutAudit = new Option<bool>("--without-audit") { Description = "Make it from the journal alone: nothing is called, and no audit events are in it." };
        return WorkflowVerb.Create("report", "Put together what shows that a run did what it says: claims, keys, image, steps with their request ids, audit events; ends with 7 where a claim is not shown.",
            needsRequest: false, [html, force, withoutAudit], async (session, cancel) =>
            {
                var path = session.Parsed.GetValue(html);
                var replace = session.Parsed.GetValue(force);
                OutputFile.RefuseToReplace(path, replace);
                var report = await session.Workflow.ReportAsync(session.RunName, new ReportOptions { ReadAudit = !session.Parsed.GetValue(withoutAudit) }, cancel).ConfigureAwait(false);
                if (path is not null)
                {
                    OutputFile.WriteText(path, report.ToHtml(), replace);
                }

                await Console.Out.WriteLineAsync(session.Json ? report.ToJson() : Text(report, path)).ConfigureAwait(false);
                return report.Verdict == EvidenceVerdict.Shown ? ExitCode.Done : ExitCode.NotProven;
            });
    }

    private static string Text(EvidenceReport report, string? path) => string.Join(
        '\n',
        report.Claims.Select(claim => $"{Word(claim.Verdict),-13}{claim.Claim}: {claim.Evidence}")
            .Append(path is null ? "With --html FILE the whole report is written as a page, with --json it is printed." : $"The report is in '{path}'."));

    private static string Word(EvidenceVerdict verdict) => verdict switch
    {
        EvidenceVerdict.Shown => "shown",
        EvidenceVerdict.NotShown => "not shown",
        _ => "CONTRADICTED",
    };
}
