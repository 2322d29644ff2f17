namespace IBMCloud.E2E;

/// <summary>The part of the page about checking the claims by hand.</summary>
internal static class EvidenceCheckSection
{
    public static void Add(HtmlText html, EvidenceReport report)
    {
        html.Add($"<section id=\"checks\" aria-labelledby=\"checks-title\">\n<h2 id=\"checks-title\">Check it yourself</h2>\n");
        html.Add($"<p>With curl, jq and sha256sum, and rights to read; not with this product. Set these first:</p>\n<pre><code>");
        html.Add($"TOKEN=$(ibmcloud iam oauth-tokens --output json | jq -r .iam_token)\nCLASSIC=USER:API_KEY_OF_CLASSIC_INFRASTRUCTURE\nJOURNAL=FILE_OF_THE_RUNS_JOURNAL\nIMAGE=FILE_OF_THE_PLAIN_IMAGE</code></pre>\n<ol class=\"checks\">\n");
        foreach (var check in report.HandChecks)
        {
            html.Add($"<li><p>{check.Claim}</p>\n<pre><code>{check.Command}</code></pre>\n<p class=\"soft\">prints</p>\n<pre><code>{check.Prints}</code></pre></li>\n");
        }

        html.Add($"</ol>\n<p>The event log of classic infrastructure and IBM Cloud Logs show the audit events to anybody with the rights to them; look for the request ids above. ");
        html.Add($"XTS has no integrity of its own: that nobody changed the object since then is shown by its ETag and its SHA-256, not by its decryption.</p>\n</section>\n");
    }
}
