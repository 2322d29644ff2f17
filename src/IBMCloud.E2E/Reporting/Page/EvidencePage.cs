namespace IBMCloud.E2E;

/// <summary>The report as one HTML page: summary first, then each claim's evidence, then how to check it.</summary>
internal static class EvidencePage
{
    public static string Of(EvidenceReport report)
    {
        var style = new HtmlText().AddStyle(EvidenceStyle.Text);
        var html = new HtmlText();
        html.Add($"<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{EvidenceStyle.Policy}\">\n");
        html.Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n");
        html.Add($"<link rel=\"icon\" href=\"data:,\">\n<title>Evidence of the run {report.Run.Name}</title>\n{style}</head>\n<body>\n");
        Header(html, report);
        html.Add($"<main>\n");
        Claims(html, report);
        Timeline(html, report);
        EvidenceSections.Who(html, report);
        EvidenceSections.Keys(html, report);
        EvidenceSections.Image(html, report);
        EvidenceStepSection.Add(html, report);
        EvidenceAuditSection.Add(html, report);
        EvidenceCheckSection.Add(html, report);
        html.Add($"</main>\n<footer><p>{report.Generator}, {Time(report.GeneratedAt)}. Schema {report.Schema}, version {report.SchemaVersion}; the same report as JSON has the same members. ");
        html.Add($"The page needs no network and runs no script. It holds no key, passphrase or token.</p></footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    /// <summary>A time for people, and for programs.</summary>
    public static HtmlText Time(DateTimeOffset? time) => time is { } at
        ? new HtmlText().Add($"<time datetime=\"{EvidenceWords.Iso(at)}\">{EvidenceWords.Time(at)}</time>")
        : new HtmlText().Add($"–");

    private static void Header(HtmlText html, EvidenceReport report)
    {
        var (shown, all) = (report.Claims.Count(claim => claim.Verdict == EvidenceVerdict.Shown), report.Claims.Count);
        var (strong, words) = report.Verdict switch
        {
            EvidenceVerdict.Shown => ("Every claim is shown", "What the run says of itself agrees with what the services answered and recorded."),
            EvidenceVerdict.NotShown => ("Not every claim is shown", "Nothing contradicts the run, but some of it stands on no evidence yet: see the claims that are not shown."),
            _ => ("Something contradicts the run", "At least one check failed: see the claims that are contradicted before you rely on this image or server."),
        };
        html.Add($"<header>\n<p class=\"kicker\">Evidence report</p>\n<h1>{report.Run.Name}</h1>\n");
        html.Add($"<p class=\"soft\">How a plain disk image became an encrypted server whose key only its owner controls, and what shows it.</p>\n");
        html.Add($"<div class=\"verdict {EvidenceWords.Class(report.Verdict)}\"><span class=\"sign\" aria-hidden=\"true\">{EvidenceWords.Sign(report.Verdict)}</span>");
        html.Add($"<p><strong>{strong}: {shown} of {all}</strong>{words}</p></div>\n<dl class=\"facts\">\n");
        Fact(html, "Server", report.Server.ServerId is { } server ? $"{server}" : "none yet");
        Fact(html, "Image", report.Image.Source);
        Fact(html, "Root key", report.Keys.RootKeyCrn?.Split(':')[^1] ?? "none yet");
        Fact(html, "Run by", report.Identities.CallerIamId ?? "not recorded");
        Fact(html, "Began", EvidenceWords.Time(report.Run.StartedAt));
        Fact(html, "Ended", report.Run.FinishedAt is { } end ? EvidenceWords.Time(end) : "not yet");
        html.Add($"</dl>\n<nav aria-label=\"Parts of the report\"><ul><li><a href=\"#claims\">Claims</a></li><li><a href=\"#timeline\">Timeline</a></li><li><a href=\"#who\">Who</a></li>");
        html.Add($"<li><a href=\"#keys\">Keys</a></li><li><a href=\"#image\">Image</a></li><li><a href=\"#steps\">Steps</a></li><li><a href=\"#audit\">Audit events</a></li><li><a href=\"#checks\">Check it yourself</a></li></ul></nav>\n</header>\n");
    }

    private static void Fact(HtmlText html, string name, string value) => html.Add($"<div><dt>{name}</dt><dd>{value}</dd></div>\n");

    private static void Claims(HtmlText html, EvidenceReport report)
    {
        html.Add($"<section id=\"claims\" aria-labelledby=\"claims-title\">\n<h2 id=\"claims-title\">Claims</h2>\n<ul class=\"claims\">\n");
        foreach (var claim in report.Claims)
        {
            html.Add($"<li><span class=\"badge {EvidenceWords.Class(claim.Verdict)}\"><span aria-hidden=\"true\">{EvidenceWords.Sign(claim.Verdict)}</span> {EvidenceWords.Of(claim.Verdict)}</span>");
            html.Add($"<div><p>{Capital(claim.Claim)}</p><p class=\"soft\">{claim.Evidence} – from the {EvidenceWords.Of(claim.Source)}</p></div></li>\n");
        }

        html.Add($"</ul>\n</section>\n");
    }

    private static void Timeline(HtmlText html, EvidenceReport report)
    {
        html.Add($"<section id=\"timeline\" aria-labelledby=\"timeline-heading\">\n<h2 id=\"timeline-heading\">Timeline</h2>\n");
        if (TimelinePicture.Of(report) is { } picture)
        {
            html.Add($"<figure>{picture}<figcaption>Times of day are UTC, from {Time(report.Run.StartedAt)}. Green: made by the run. Blue: found, or looked at. ");
            html.Add($"A dashed band stands for a time in which nothing happened.</figcaption></figure>\n");
        }
        else
        {
            html.Add($"<p>No step of the run was begun.</p>\n");
        }

        html.Add($"</section>\n");
    }

    private static string Capital(string text) => text.Length == 0 || text.StartsWith("WDEK", StringComparison.Ordinal) ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";
}
