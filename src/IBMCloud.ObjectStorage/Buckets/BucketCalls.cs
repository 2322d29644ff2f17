using System.Net;
using System.Xml.Linq;
using IBMCloud.Core;
using IBMCloud.ObjectStorage.Http;

namespace IBMCloud.ObjectStorage.Buckets;

/// <summary>
/// The bucket calls that carry IBM's own headers, which the S3 library has no place for.
/// <code>
/// PUT  /bucket             ibm-service-instance-id, ibm-sse-kp-encryption-algorithm, ibm-sse-kp-customer-root-key-crn; LocationConstraint
/// HEAD /bucket             answers ibm-sse-kp-enabled and the key under either of two names
/// GET  /bucket?location    LocationConstraint
/// GET  /?extended          ibm-service-instance-id; Buckets/Bucket{Name, CreationDate, LocationConstraint}, IsTruncated, pages by marker
/// </code>
/// </summary>
internal sealed class BucketCalls(HttpClient http)
{
    private const string InstanceHeader = "ibm-service-instance-id";
    private static readonly string[] KeyHeaders = ["ibm-sse-kp-customer-root-key-crn", "ibm-sse-kp-crk-id"];

    public async Task CreateAsync(BucketDraft draft, BucketLocation location, CancellationToken cancellationToken)
    {
        var body = new XElement(XmlBody.Namespace + "CreateBucketConfiguration", new XElement(XmlBody.Namespace + "LocationConstraint", location.ToString()));
        using var request = new HttpRequestMessage(HttpMethod.Put, draft.Name)
        {
            Content = XmlBody.Of(body),
        };
        Add(request, InstanceHeader, draft.Instance?.ToString());
        if (draft.RootKey is { } key)
        {
            Add(request, "ibm-sse-kp-encryption-algorithm", "AES256");
            Add(request, KeyHeaders[0], key.ToString());
        }

        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The root key's CRN where there is one; <see langword="null"/> in front where there is no such bucket here.</summary>
    public async Task<(bool Exists, string? RootKey)> HeadAsync(string name, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, name);
        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return (true, KeyHeaders.Select(header => response.Headers.TryGetValues(header, out var values) ? values.First() : null).FirstOrDefault(value => value is not null));
        }
        catch (ObjectStorageException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return (false, null);
        }
    }

    public async Task<string> LocateAsync(string name, CancellationToken cancellationToken)
    {
        var root = await ReadAsync($"{name}?location", instance: null, "locate bucket", cancellationToken).ConfigureAwait(false);
        return root.Value.Trim();
    }

    public async Task<(IReadOnlyList<ListedBucket> Buckets, string? Marker)> ListAsync(Crn? instance, string? marker, CancellationToken cancellationToken)
    {
        var query = marker is null ? "?extended" : $"?extended&marker={Uri.EscapeDataString(marker)}";
        var root = await ReadAsync(query, instance, "list buckets", cancellationToken).ConfigureAwait(false);
        ListedBucket[] buckets = [.. root.Descendants().Where(element => element.Name.LocalName == "Bucket").Select(Listed)];
        var more = XmlBody.Text(root, "IsTruncated") == "true" && buckets.Length > 0;
        return (buckets, more ? buckets[^1].Name : null);
    }

    private static ListedBucket Listed(XElement bucket) => new(
        XmlBody.Text(bucket, "Name") ?? "",
        DateTimeOffset.TryParse(XmlBody.Text(bucket, "CreationDate"), System.Globalization.CultureInfo.InvariantCulture, out var created) ? created : null,
        XmlBody.Text(bucket, "LocationConstraint") is { } constraint ? BucketLocation.Parse(constraint) : null);

    private async Task<XElement> ReadAsync(string target, Crn? instance, string operation, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, target);
        Add(request, InstanceHeader, instance?.ToString());
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return await XmlBody.ReadAsync(response, operation, cancellationToken).ConfigureAwait(false);
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
