using System.Globalization;
using System.Xml.Linq;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>The one lifecycle rule that the emulator applies: it ends uploads that nobody finished (spec cos §5).</summary>
internal static class LifecycleRules
{
    /// <exception cref="Hosting.ServiceError">400: a rule has no filter, or its days are no number of at least 1.</exception>
    public static XElement Check(XElement? body)
    {
        if (body?.Name.LocalName != "LifecycleConfiguration" || Rules(body).Any(rule => Child(rule, "Filter") is null && Child(rule, "Prefix") is null))
        {
            throw S3Errors.MalformedXml("The XML you provided was not well-formed or did not validate against our published schema: each rule needs a Filter.");
        }

        return Rules(body).Any(rule => Child(rule, "AbortIncompleteMultipartUpload") is not null && DaysOf(rule) is null or < 1)
            ? throw S3Errors.InvalidArgument("'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer")
            : body;
    }

    public static void EndStaleUploads(Bucket bucket, DateTimeOffset now)
    {
        foreach (var rule in bucket.Lifecycle is { } rules ? Rules(rules) : [])
        {
            if (Child(rule, "Status")?.Value != "Enabled" || DaysOf(rule) is not { } days)
            {
                continue;
            }

            var prefix = Child(rule, "Filter")?.Value ?? Child(rule, "Prefix")?.Value ?? "";
            foreach (var upload in bucket.Uploads.Values.Where(one => one.Key.StartsWith(prefix, StringComparison.Ordinal) && one.Initiated.AddDays(days) <= now).ToList())
            {
                bucket.Uploads.Remove(upload.Id);
                ContentStore.Drop(upload.Parts.Values.Select(stored => stored.Part));
            }
        }
    }

    private static IEnumerable<XElement> Rules(XElement body) => body.Elements().Where(element => element.Name.LocalName == "Rule");

    private static int? DaysOf(XElement rule) => Child(rule, "AbortIncompleteMultipartUpload") is { } abort
        && int.TryParse(Child(abort, "DaysAfterInitiation")?.Value, CultureInfo.InvariantCulture, out var days) ? days : null;

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);
}
