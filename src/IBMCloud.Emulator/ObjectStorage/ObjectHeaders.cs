using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>What a client says about an object: media type and <c>x-amz-meta-*</c>.</summary>
internal sealed record ObjectHeaders(string ContentType, IReadOnlyDictionary<string, string> Metadata)
{
    private const string Prefix = "x-amz-meta-";

    public static ObjectHeaders Of(HttpRequest request) => new(
        string.IsNullOrEmpty(request.ContentType) ? "application/octet-stream" : request.ContentType,
        request.Headers.Where(header => header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value.ToArray()), StringComparer.Ordinal));

    public void WriteTo(HttpResponse response)
    {
        response.ContentType = ContentType;
        foreach (var (name, value) in Metadata)
        {
            response.Headers[name] = value;
        }
    }
}
