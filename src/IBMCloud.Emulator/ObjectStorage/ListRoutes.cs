using System.Globalization;
using System.Text;
using System.Xml.Linq;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Lists of a bucket's objects, both versions of the call, with prefix, delimiter and pages (spec cos §6).</summary>
internal sealed class ListRoutes(EmulatedCloud cloud, string region)
{
    private const int PageLimit = 1000;

    public Task ObjectsAsync(S3Request request)
    {
        var second = request.Query("list-type") == "2";
        var prefix = request.Query("prefix") ?? "";
        var delimiter = request.Query("delimiter") ?? "";
        var limit = Math.Min(request.Number("max-keys", PageLimit), PageLimit);
        var after = (second ? Decode(request.Query("continuation-token")) ?? request.Query("start-after") : request.Query("marker")) ?? "";
        var encoded = request.Query("encoding-type") == "url";
        Func<string, string> text = encoded ? key => Uri.EscapeDataString(key).Replace("%2F", "/", StringComparison.Ordinal) : key => key;
        var (entries, last) = Page(request, prefix, delimiter, after, limit, text);
        var body = S3Answer.Element("ListBucketResult",
            S3Answer.Element("Name", request.Bucket), S3Answer.Element("Prefix", text(prefix)),
            encoded ? S3Answer.Element("EncodingType", "url") : null,
            delimiter.Length > 0 ? S3Answer.Element("Delimiter", delimiter) : null,
            S3Answer.Element("MaxKeys", limit.ToString(CultureInfo.InvariantCulture)),
            S3Answer.Element("IsTruncated", last is null ? "false" : "true"),
            second ? S3Answer.Element("KeyCount", entries.Count.ToString(CultureInfo.InvariantCulture)) : S3Answer.Element("Marker", text(after)),
            last is null ? null : second ? S3Answer.Element("NextContinuationToken", Encode(last)) : S3Answer.Element("NextMarker", text(last)),
            entries);
        return S3Answer.XmlAsync(request.Http, 200, body);
    }

    private (List<XElement> Entries, string? Last) Page(S3Request request, string prefix, string delimiter, string after, int limit, Func<string, string> text)
    {
        var entries = new List<XElement>();
        var last = after;
        lock (cloud.State.Gate)
        {
            var bucket = cloud.State.ObjectStorage.Require(request.Bucket, region);
            cloud.State.ObjectStorage.Authorize(request.Identity, ObjectStorageRoles.ReadBucket, bucket);
            foreach (var (key, stored) in bucket.Objects)
            {
                var group = Group(key, prefix, delimiter);
                if (!key.StartsWith(prefix, StringComparison.Ordinal) || string.CompareOrdinal(group ?? key, after) <= 0 || group == last)
                {
                    continue;
                }

                if (entries.Count == limit)
                {
                    return (entries, last);
                }

                last = group ?? key;
                entries.Add(group is null ? Entry(text(key), stored) : S3Answer.Element("CommonPrefixes", S3Answer.Element("Prefix", text(group))));
            }
        }

        return (entries, null);
    }

    private static string? Group(string key, string prefix, string delimiter)
    {
        if (delimiter.Length == 0 || !key.StartsWith(prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var end = key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
        return end < 0 ? null : key[..(end + delimiter.Length)];
    }

    private static XElement Entry(string key, StoredObject stored) => S3Answer.Element("Contents",
        S3Answer.Element("Key", key), S3Answer.Element("LastModified", S3Answer.Time(stored.LastModified)),
        S3Answer.Element("ETag", $"\"{stored.ETag}\""), S3Answer.Element("Size", stored.Content.Length.ToString(CultureInfo.InvariantCulture)),
        S3Answer.Element("StorageClass", "STANDARD"));

    private static string Encode(string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes(key));

    private static string? Decode(string? token)
    {
        try
        {
            return token is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw S3Errors.InvalidArgument("The continuation token provided is incorrect");
        }
    }
}
