namespace IBMCloud.E2E;

/// <summary>The part of the page about the steps: what each did, and the ids of its requests.</summary>
internal static class EvidenceStepSection
{
    public static void Add(HtmlText html, EvidenceReport report)
    {
        html.Add($"<section id=\"steps\" aria-labelledby=\"steps-title\">\n<h2 id=\"steps-title\">Steps</h2>\n");
        html.Add($"<p>From the journal, in the order of the flow. Open a step for its requests: IBM's support finds a call by its id.</p>\n");
        foreach (var step in report.Steps)
        {
            Step(html, step);
        }

        if (report.Steps.Count > 0)
        {
            var picture = StepGraphPicture.Of(
                [.. report.Steps.Select(step => new StepGraphPicture.Node(step.Id, step.Title, EvidenceWords.Of(step), EvidenceWords.Class(step), step.After))], $"What waits for what in the run {report.Run.Name}");
            html.Add($"<h3>What waits for what</h3>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Graph of the steps\">{picture}</div>\n");
        }

        html.Add($"</section>\n");
    }

    private static void Step(HtmlText html, EvidenceStep step)
    {
        html.Add($"<details id=\"step-{step.Id}\">\n<summary><span class=\"badge {EvidenceWords.Class(step)}\">{EvidenceWords.Of(step)}</span><span class=\"what\">{step.Title}</span>");
        html.Add($"<span class=\"soft\">{Requests(step)}</span></summary>\n<div>\n<table class=\"pairs\">\n<caption>Step {step.Id}</caption>\n<tbody>\n");
        Row(html, "Began", new HtmlText().Add($"{EvidencePage.Time(step.StartedAt)}{(step.Attempts > 1 ? $", attempt {step.Attempts}; first " : "")}{(step.Attempts > 1 ? EvidencePage.Time(step.FirstStartedAt) : new HtmlText())}"));
        Row(html, "Ended", EvidencePage.Time(step.FinishedAt));
        Row(html, "About", new HtmlText().Add($"<span class=\"id\">{string.Join(", ", step.Resources)}</span>"));
        if (step.Detail is { } detail)
        {
            Row(html, "Result", new HtmlText().Add($"{detail}"));
        }

        if (step.Error is { } error)
        {
            Row(html, "Last error", new HtmlText().Add($"{error}"));
        }

        html.Add($"</tbody>\n</table>\n");
        Calls(html, step);
        html.Add($"</div>\n</details>\n");
    }

    private static void Row(HtmlText html, string name, HtmlText value) => html.Add($"<tr><th scope=\"row\">{name}</th><td>{value}</td></tr>\n");

    private static string Requests(EvidenceStep step) => step.Calls.Sum(call => call.Count) is var count && count == 0 ? "no requests" : count == 1 ? "1 request" : $"{count} requests";

    private static void Calls(HtmlText html, EvidenceStep step)
    {
        if (step.Calls.Count == 0)
        {
            return;
        }

        html.Add($"<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Requests of the step {step.Id}\">\n<table>\n<caption>Requests{(step.CallsLeftOut > 0 ? $"; {step.CallsLeftOut} more were not kept" : "")}</caption>\n");
        html.Add($"<thead><tr><th scope=\"col\">Time</th><th scope=\"col\">Service</th><th scope=\"col\">Operation</th><th scope=\"col\">Answer</th><th scope=\"col\">Request id</th></tr></thead>\n<tbody>\n");
        foreach (var call in step.Calls)
        {
            html.Add($"<tr><td>{EvidencePage.Time(call.At)}</td><td>{call.Service}</td><td>{call.Operation}{(call.Count > 1 ? $" ({call.Count} times)" : "")}</td>");
            html.Add($"<td>{(call.Status is { } status ? $"{status}" : "none")}</td><td><span class=\"id\">{call.RequestId}{(call.Count > 1 ? $" … {call.LastRequestId}" : "")}</span></td></tr>\n");
        }

        html.Add($"</tbody>\n</table>\n</div>\n");
    }
}
