using IBMCloud.ActivityTracker;

namespace IBMCloud.E2E;

/// <summary>The run over time: a bar for each step, a mark for each audit event and for the verification. Widths are percentages, so that it fits any screen and its text stays legible.</summary>
internal static class TimelinePicture
{
    private const int Top = 34;
    private const int Row = 36;

    public static HtmlText? Of(EvidenceReport report)
    {
        var steps = report.Steps.Where(step => step is { StartedAt: not null }).OrderBy(step => step.StartedAt).ToList();
        if (steps.Count == 0)
        {
            return null;
        }

        var proofs = report.Audit?.Expected.Where(finding => finding.Event is not null).Select(finding => (finding.Event!.Time, finding.Expected.What)).ToList() ?? [];
        IReadOnlyList<AuditEvent> events = report.Audit?.Events ?? [];
        var scale = new TimeScale(
        [
            .. steps.Select(step => (step.StartedAt!.Value, End(step))),
            .. steps.Where(step => step.FirstStartedAt < step.StartedAt).Select(step => (step.FirstStartedAt!.Value, step.FirstStartedAt.Value)),
            .. events.Select(one => (one.Time, one.Time)),
            .. report.Verification is { } verified ? [(verified.At, verified.At)] : Array.Empty<(DateTimeOffset, DateTimeOffset)>(),
        ]);
        var marks = Marks(report, proofs, events);
        var height = Top + (steps.Count + marks.Count) * Row + 8;
        var svg = new HtmlText();
        svg.Add($"<svg class=\"timeline\" width=\"100%\" height=\"{height}\" role=\"img\" aria-labelledby=\"timeline-title timeline-desc\" xmlns=\"http://www.w3.org/2000/svg\">");
        svg.Add($"<title id=\"timeline-title\">Timeline of the run {report.Run.Name}</title>");
        svg.Add($"<desc id=\"timeline-desc\">{Description(steps, marks)}</desc>");
        Axis(svg, scale, height);
        var y = Top;
        foreach (var step in steps)
        {
            var (from, to) = (scale.At(step.StartedAt!.Value), scale.At(End(step)));
            svg.Add($"<text x=\"0\" y=\"{y + 13}\" class=\"name\">{step.Title}<tspan class=\"soft\" dx=\"8\">{EvidenceWords.Of(step)}, {EvidenceWords.Duration(End(step) - step.StartedAt.Value)}</tspan></text>");
            svg.Add($"<rect class=\"track\" x=\"0\" y=\"{y + 20}\" width=\"100%\" height=\"8\" rx=\"4\"/>");
            svg.Add($"<rect class=\"bar {EvidenceWords.Class(step)}\" x=\"{Math.Min(from, 99.2)}%\" y=\"{y + 20}\" width=\"{Math.Max(to - from, 0.8)}%\" height=\"8\" rx=\"4\"/>");
            if (step.FirstStartedAt < step.StartedAt)
            {
                svg.Add($"<circle class=\"bar open\" cx=\"{scale.At(step.FirstStartedAt.Value)}%\" cy=\"{y + 24}\" r=\"4\"/>");
            }

            y += Row;
        }

        foreach (var (what, times, kind) in marks)
        {
            svg.Add($"<text x=\"0\" y=\"{y + 13}\" class=\"name\">{what}</text><rect class=\"track\" x=\"0\" y=\"{y + 20}\" width=\"100%\" height=\"8\" rx=\"4\"/>");
            foreach (var time in times)
            {
                svg.Add($"<circle class=\"mark {kind}\" cx=\"{Math.Clamp(scale.At(time), 0.6, 99.4)}%\" cy=\"{y + 24}\" r=\"5\"/>");
            }

            y += Row;
        }

        return svg.Add($"</svg>");
    }

    private static DateTimeOffset End(EvidenceStep step) => step.FinishedAt >= step.StartedAt ? step.FinishedAt.Value : step.StartedAt!.Value;

    private static List<(string What, IReadOnlyList<DateTimeOffset> Times, string Class)> Marks(
        EvidenceReport report, List<(DateTimeOffset Time, string What)> proofs, IReadOnlyList<AuditEvent> events)
    {
        var marks = proofs.Select(proof => (proof.What, (IReadOnlyList<DateTimeOffset>)[proof.Time], "good")).ToList();
        if (events.Count > 0)
        {
            marks.Add(($"all {events.Count} audit events", [.. events.Where(one => one.Succeeded).Select(one => one.Time)], "plain"));
        }

        if (events.Any(one => !one.Succeeded))
        {
            marks.Add(($"{events.Count(one => !one.Succeeded)} events that did not succeed", [.. events.Where(one => !one.Succeeded).Select(one => one.Time)], "bad"));
        }

        if (report.Verification is { } verified)
        {
            marks.Add(("verification", [verified.At], verified.Checks.Any(check => check.Verdict == CheckVerdict.Failed) ? "bad" : "good"));
        }

        return marks;
    }

    // Times above the picture, and a dashed band where time was cut out.
    private static void Axis(HtmlText svg, TimeScale scale, int height)
    {
        var free = 0.0;
        for (var i = 0; i < scale.Spans.Count; i++)
        {
            var span = scale.Spans[i];
            if (i > 0)
            {
                svg.Add($"<rect class=\"gap\" x=\"{span.Left - 3}%\" y=\"{Top - 8}\" width=\"2%\" height=\"{height - Top}\"/>");
            }

            if (span.Left >= free)
            {
                svg.Add($"<text class=\"tick\" x=\"{span.Left}%\" y=\"14\">{Clock(span.From)}</text>");
                free = span.Left + 26;
            }
        }

        if (scale.Spans[^1] is var last && free < 78 && last.To > last.From)
        {
            svg.Add($"<text class=\"tick\" x=\"100%\" y=\"14\" text-anchor=\"end\">{Clock(last.To)}</text>");
        }
    }

    private static string Clock(DateTimeOffset time) => EvidenceWords.Time(time)[11..19];

    private static string Description(List<EvidenceStep> steps, List<(string What, IReadOnlyList<DateTimeOffset> Times, string Class)> marks) => string.Join(
        "; ",
        steps.Select(step => $"{step.Title}: {EvidenceWords.Of(step)}, from {Clock(step.StartedAt!.Value)}, {EvidenceWords.Duration(End(step) - step.StartedAt.Value)}")
            .Concat(marks.Where(mark => mark.Times.Count > 0).Select(mark => $"{mark.What}: {Clock(mark.Times[0])}")));
}
