using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>Sends calls and reads answers. Also the way to services and methods that have no type here.</summary>
public sealed class SoftLayerRest : IDisposable
{
    internal const string ServiceName = "SoftLayer";
    private readonly HttpClient _http;
    private readonly SoftLayerCredential _credential;
    private readonly SoftLayerRateLimit _limit;

    internal SoftLayerRest(SoftLayerCredential credential, IbmCloudClientOptions options, SoftLayerRateLimit limit)
    {
        _credential = credential;
        _limit = limit;
        _http = IbmCloudHttp.Create(ServiceName, options.Endpoints.SoftLayer, credential.Token, options, new AnswerHandler(limit));
    }

    /// <summary>Calls a method without arguments.</summary>
    /// <typeparam name="T">What the answer is read as.</typeparam>
    /// <param name="call">The call. Without arguments it is a GET, which counts as safe to repeat unless the call says otherwise.</param>
    /// <param name="type">Reads the answer.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer; <see langword="null"/> where the service answers null.</returns>
    /// <exception cref="IbmCloudException">The service refused, failed or did not answer.</exception>
    public Task<T?> GetAsync<T>(SoftLayerCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return SendAsync(call with { Idempotent = call.Idempotent ?? true }, null, type, cancellationToken);
    }

    /// <summary>Calls a method with arguments.</summary>
    /// <typeparam name="T">What the answer is read as.</typeparam>
    /// <param name="call">The call.</param>
    /// <param name="writeArguments">Writes the arguments as values into the array of parameters.</param>
    /// <param name="type">Reads the answer.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer; <see langword="null"/> where the service answers null.</returns>
    /// <exception cref="IbmCloudException">The service refused, failed or did not answer.</exception>
    public async Task<T?> PostAsync<T>(SoftLayerCall call, Action<Utf8JsonWriter> writeArguments, JsonTypeInfo<T> type, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(writeArguments);
        using var content = new ParametersContent(writeArguments);
        return await SendAsync(call, content, type, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls any method of any service, without types: what has none here, or differs from them.</summary>
    /// <param name="call">The call; its mask and filter are made by <see cref="ObjectMask.Parse"/> and <see cref="ObjectFilter.Parse"/>.</param>
    /// <param name="arguments">The positional arguments; <see langword="null"/> for a method that takes none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The answer as it came.</returns>
    /// <exception cref="IbmCloudException">The service refused, failed or did not answer.</exception>
    public Task<JsonElement> CallAsync(SoftLayerCall call, JsonArray? arguments = null, CancellationToken cancellationToken = default) => arguments is null
        ? GetAsync(call, SoftLayerJson.Default.JsonElement, cancellationToken)
        : PostAsync(call, writer => WriteAll(writer, arguments), SoftLayerJson.Default.JsonElement, cancellationToken);

    /// <summary>Frees the connections.</summary>
    public void Dispose() => _http.Dispose();

    private static void WriteAll(Utf8JsonWriter writer, JsonArray arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                argument.WriteTo(writer);
            }
        }
    }

    private async Task<T?> SendAsync<T>(SoftLayerCall call, HttpContent? content, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(type);
        using var request = new HttpRequestMessage(content is null ? HttpMethod.Get : HttpMethod.Post, call.Address()) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Authorization = _credential.Header();
        request.Options.Set(IbmCloudRequest.Operation, call.Operation);
        request.Options.Set(IbmCloudRequest.Idempotent, call.Idempotent ?? false);
        if (call.AttemptTimeout is { } timeout)
        {
            request.Options.Set(IbmCloudRequest.AttemptTimeout, timeout);
        }

        // Here, and not within the attempt: a turn that is long in coming must not use up the attempt's time.
        await _limit.WaitAsync(cancellationToken).ConfigureAwait(false);
        request.Options.Set(AnswerHandler.HasTurn, true);
        using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        if (response.StatusCode is < HttpStatusCode.OK or >= HttpStatusCode.MultipleChoices)
        {
            throw SoftLayerFailure.From(call, response, body);
        }

        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException e)
        {
            throw new IbmCloudException(ServiceName, call.Operation,
                $"SoftLayer's answer to {call.Operation} cannot be read as {type.Type.Name} ({e.Path}: {e.Message}). Call it through SoftLayerClient.Rest with a type that fits, and report the difference.", e)
            {
                Status = response.StatusCode,
            };
        }
    }
}
