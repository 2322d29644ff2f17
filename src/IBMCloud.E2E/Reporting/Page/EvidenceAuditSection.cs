namespace IBMCloud.E2E;

/// <summary>The part of the page about the audit events: what was expected, what is missing, and all that was read.</summary>
internal static class EvidenceAuditSection
{
    public static void Add(HtmlText html, EvidenceReport report)
    {
        html.Add($"<section id=\"audit\" aria-labelledby=\"audit-title\">\n<h2 id=\"audit-title\">Audit events</h2>\n");
        if (report.Audit is { } audit)
        {
            html.Add($"<p>What the services recorded about everyone who used the keys, image and server of this run, from {EvidencePage.Time(audit.From)} to {EvidencePage.Time(audit.To)}. The run cannot write these records.</p>\n");
            Expected(html, audit);
            Unread(html, audit);
            Events(html, audit);
        }
        else
        {
            html.Add($"<p>No audit events were read for this report: it stands on the journal and the verification alone.</p>\n");
        }

        html.Add($"</section>\n");
    }

    private static void Expected(HtmlText html, EvidenceAudit audit)
    {
        html.Add($"<h3>Expected</h3>\n<ul class=\"claims\">\n");
        foreach (var finding in audit.Expected)
        {
            var verdict = finding.Event is null ? EvidenceVerdict.NotShown : EvidenceVerdict.Shown;
            html.Add($"<li><span class=\"badge {EvidenceWords.Class(verdict)}\"><span aria-hidden=\"true\">{EvidenceWords.Sign(verdict)}</span> {(finding.Event is null ? "missing" : "recorded")}</span>");
            html.Add($"<div><p>{finding.Expected.What}</p><p class=\"soft\">{(finding.Event is { } proof ? $"{proof.Action} by {proof.Initiator?.Id ?? "?"}, request {proof.CorrelationId ?? "–"}" : $"no event {finding.Expected.Action}…; events may come late: read again")}</p></div></li>\n");
        }

        html.Add($"</ul>\n");
    }

    private static void Unread(HtmlText html, EvidenceAudit audit)
    {
        if (audit.UnreadSources.Count > 0)
        {
            html.Add($"<h3>Sources that could not be read</h3>\n<p>What is missing above may be there.</p>\n<ul>\n");
            foreach (var source in audit.UnreadSources)
            {
                html.Add($"<li>{source}</li>\n");
            }

            html.Add($"</ul>\n");
        }
    }

    private static void Events(HtmlText html, EvidenceAudit audit)
    {
        html.Add($"<details id=\"events\">\n<summary><span class=\"what\">All {audit.Events.Count} events</span></summary>\n<div>\n");
        html.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All audit events\">\n<table>\n<caption>Audit events, oldest first</caption>\n");
        html.Add($"<thead><tr><th scope=\"col\">Time</th><th scope=\"col\">Event</th><th scope=\"col\">Outcome</th><th scope=\"col\">By</th><th scope=\"col\">To</th><th scope=\"col\">Request id</th></tr></thead>\n<tbody>\n");
        foreach (var one in audit.Events)
        {
            html.Add($"<tr><td>{EvidencePage.Time(one.Time)}</td><td>{one.Action}</td><td>{one.Outcome ?? "–"}{(one.ReasonCode is { } code ? $" ({code})" : "")}</td><td><span class=\"id\">{one.Initiator?.Name ?? one.Initiator?.Id}</span></td>");
            html.Add($"<td><span class=\"id\">{one.Target?.Id}</span></td><td><span class=\"id\">{one.CorrelationId}</span></td></tr>\n");
        }

        html.Add($"</tbody>\n</table>\n</div>\n</div>\n</details>\n");
    }
}
