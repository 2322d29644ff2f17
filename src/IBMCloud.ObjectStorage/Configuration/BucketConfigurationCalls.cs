using System.Globalization;
using System.Net;
using System.Xml.Linq;
using IBMCloud.ObjectStorage.Http;

namespace IBMCloud.ObjectStorage.Configuration;

/// <summary>
/// A bucket's configuration, read and changed as XML, so that what this version does not know is written back as it was.
/// <code>
/// GET, PUT /bucket?lifecycle     Rule{ID, Status, Filter, AbortIncompleteMultipartUpload{DaysAfterInitiation}}; PUT demands Content-MD5
/// GET      /bucket?versioning    Status: Enabled, Suspended, or nothing
/// GET      /bucket?protection    IBM's retention: Status, DefaultRetention{Days}
/// GET      /bucket?object-lock   ObjectLockEnabled
/// </code>
/// </summary>
internal sealed class BucketConfigurationCalls(HttpClient http)
{
    private const string RuleId = "abort-unfinished-uploads";

    public async Task<BucketProtection> ReadProtectionAsync(string bucket, CancellationToken cancellationToken)
    {
        var versioning = await TryReadAsync(bucket, "versioning", "VersioningConfiguration", cancellationToken).ConfigureAwait(false);
        var protection = await TryReadAsync(bucket, "protection", "ProtectionConfiguration", cancellationToken).ConfigureAwait(false);
        var objectLock = await TryReadAsync(bucket, "object-lock", "ObjectLockConfiguration", cancellationToken).ConfigureAwait(false);
        return new(
            versioning is not null && XmlBody.Text(versioning, "Status") is "Enabled",
            protection is not null && XmlBody.Text(protection, "Status") is { Length: > 0 } ? DaysOf(protection) : null,
            objectLock is not null && XmlBody.Text(objectLock, "ObjectLockEnabled") is "Enabled");
    }

    /// <summary>Sees to a rule that ends unfinished uploads; returns whether one had to be added.</summary>
    public async Task<bool> EnsureUploadsExpireAsync(string bucket, int days, CancellationToken cancellationToken)
    {
        var rules = await TryReadAsync(bucket, "lifecycle", "LifecycleConfiguration", cancellationToken).ConfigureAwait(false)
            ?? new XElement(XmlBody.Namespace + "LifecycleConfiguration");
        if (rules.Elements().Any(rule => EndsUploads(rule, days)))
        {
            return false;
        }

        var name = rules.Name.Namespace;
        rules.Elements().Where(rule => XmlBody.Text(rule, "ID") == RuleId).Remove();
        rules.Add(new XElement(name + "Rule",
            new XElement(name + "ID", RuleId),
            new XElement(name + "Status", "Enabled"),
            new XElement(name + "Filter", new XElement(name + "Prefix")),
            new XElement(name + "AbortIncompleteMultipartUpload", new XElement(name + "DaysAfterInitiation", days.ToString(CultureInfo.InvariantCulture)))));
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{bucket}?lifecycle") { Content = XmlBody.Of(rules) };
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // A rule for the whole bucket only: one with a prefix leaves the other keys' uploads.
    private static bool EndsUploads(XElement rule, int days) =>
        XmlBody.Text(rule, "Status") == "Enabled"
        && string.IsNullOrEmpty(XmlBody.Child(rule, "Filter")?.Value) && string.IsNullOrEmpty(XmlBody.Text(rule, "Prefix"))
        && XmlBody.Child(rule, "AbortIncompleteMultipartUpload") is { } abort
        && int.TryParse(XmlBody.Text(abort, "DaysAfterInitiation"), CultureInfo.InvariantCulture, out var after) && after <= days;

    private static int? DaysOf(XElement protection) =>
        XmlBody.Child(protection, "DefaultRetention") is { } retention && int.TryParse(XmlBody.Text(retention, "Days"), CultureInfo.InvariantCulture, out var days) ? days : 0;

    /// <summary>The configuration, or <see langword="null"/> where the bucket has none of this kind or the server does not know it.</summary>
    private async Task<XElement?> TryReadAsync(string bucket, string kind, string expected, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{bucket}?{kind}");
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var root = await XmlBody.ReadAsync(response, "read the configuration of bucket", cancellationToken).ConfigureAwait(false);
            // A server that does not know the kind lists the bucket instead.
            return root.Name.LocalName == expected ? root : null;
        }
        catch (ObjectStorageException e) when (e is { Status: HttpStatusCode.NotFound, Code: not "NoSuchBucket" } or { Status: HttpStatusCode.NotImplemented or HttpStatusCode.MethodNotAllowed })
        {
            return null;
        }
    }
}
