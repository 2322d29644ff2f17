using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Core;

namespace IBMCloud.ActivityTracker;

/// <summary>
/// Events in an instance of IBM Cloud Logs, by its query API, read as they stream in.
/// <code>
/// POST {instance}/v1/query    Accept: text/event-stream
///   {"query": "source logs | limit N", "metadata": {"start_date", "end_date", "tier", "syntax": "dataprime", "limit"}}
///   data: {"result": {"results": [{"user_data": "JSON text"}]}} | {"error": …} | {"warning": …}    a lone ":" keeps the connection alive
/// </code>
/// The service takes 10 queries a minute and windows of 8 days; longer windows are cut into several queries.
/// </summary>
public sealed class CloudLogsSource : IAuditEventSource, IDisposable
{
    private const string Service = "Cloud Logs";
    private const string Operation = "query";

    // What the service answers at most in the tier of frequent search.
    private const int MostRows = 12_000;
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(8);
    private readonly HttpClient _http;

    /// <summary>Makes a source; nothing is sent yet.</summary>
    /// <param name="endpoint">The instance's API address: <c>https://INSTANCE.api.REGION.logs.cloud.ibm.com/</c>.</param>
    /// <param name="credential">Whose token to send.</param>
    /// <param name="options">Clock, logs and patience.</param>
    public CloudLogsSource(Uri endpoint, IbmCloudCredential credential, IbmCloudClientOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(credential);
        _http = IbmCloudHttp.Create(Service, endpoint, credential, options);
    }

    /// <inheritdoc/>
    public string Name => Service;

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    /// <inheritdoc/>
    /// <exception cref="IbmCloudException">The service refused, or a window holds more rows than it answers.</exception>
    public async IAsyncEnumerable<AuditEvent> ReadAsync(AuditScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scope);
        for (var from = scope.From; from <= scope.To; from += LongestWindow)
        {
            var to = scope.To - from > LongestWindow ? from + LongestWindow : scope.To;
            var rows = 0;
            await foreach (var row in QueryAsync(from, to, cancellationToken).ConfigureAwait(false))
            {
                rows++;
                if (CadfReader.TryRead(row, Name) is { } found)
                {
                    yield return found;
                }
            }

            if (rows >= MostRows)
            {
                throw new IbmCloudException(Service, Operation,
                    $"Between {from:u} and {to:u} there are more log lines than the service answers ({MostRows:N0}): events may be missing. Ask for a shorter time.");
            }
        }
    }

    private async IAsyncEnumerable<string> QueryAsync(DateTimeOffset from, DateTimeOffset to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/query") { Content = Body(from, to) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Options.Set(IbmCloudRequest.Idempotent, true);
        request.Options.Set(IbmCloudRequest.Operation, Operation);
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new IbmCloudException(Service, Operation,
                $"Cloud Logs refused the query (HTTP {(int)response.StatusCode}). Check the instance's address, and that the identity is Reader of it.")
            {
                Status = response.StatusCode,
                IsRetryable = (int)response.StatusCode is 429 or >= 500,
            };
        }

        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var lines = new StreamReader(stream);
        while (await lines.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                foreach (var row in Rows(line[5..]))
                {
                    yield return row;
                }
            }
        }
    }

    private static ByteArrayContent Body(DateTimeOffset from, DateTimeOffset to) => new(JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject
        {
            ["query"] = $"source logs | limit {MostRows}",
            ["metadata"] = new JsonObject
            {
                ["start_date"] = from.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
                ["end_date"] = to.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture),
                ["tier"] = "frequent_search",
                ["syntax"] = "dataprime",
                ["limit"] = MostRows,
            },
        },
        QueryJson.Default.JsonObject))
    {
        Headers = { ContentType = new("application/json") },
    };

    private static IEnumerable<string> Rows(string data)
    {
        JsonNode? message;
        try
        {
            message = JsonNode.Parse(data);
        }
        catch (JsonException e)
        {
            throw new IbmCloudException(Service, Operation, "Cloud Logs sent a line that is not JSON. Check that the address is that of the instance's API.", e);
        }

        if (message?["error"] is { } error)
        {
            throw new IbmCloudException(Service, Operation, $"Cloud Logs ended the query: {(error["message"] ?? error).ToJsonString()} Ask for a shorter time, or ask again.") { IsRetryable = true };
        }

        return message?["result"]?["results"] is JsonArray results
            ? results.Select(row => row?["user_data"]).OfType<JsonNode>().Select(text => text is JsonValue value && value.TryGetValue<string>(out var raw) ? raw : text.ToJsonString())
            : [];
    }
}

[System.Text.Json.Serialization.JsonSerializable(typeof(JsonObject))]
internal sealed partial class QueryJson : System.Text.Json.Serialization.JsonSerializerContext;
