using System.Net;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Gives each answer the status that HTTP would give it, before the authorization and the retries of the one handler chain see it.
/// <list type="table">
/// <listheader><term>the service answers</term><description>the chain sees</description></listheader>
/// <item><term>200 with an error object, or empty</term><description>500</description></item>
/// <item><term>500, rate limit</term><description>429: nothing was done, wait and repeat</description></item>
/// <item><term>500, access token expired</term><description>401: refresh once, repeat once</description></item>
/// <item><term>500, "Internal Error" or a SOAP fault behind the API, or without an error object</term><description>500: repeat what is idempotent</description></item>
/// <item><term>500, anything else: a refusal</term><description>422: do not repeat</description></item>
/// </list>
/// The status that came is kept in <see cref="WireStatus"/>.
/// </summary>
internal sealed class AnswerHandler(SoftLayerRateLimit limit) : DelegatingHandler
{
    /// <summary>The request waited for its turn already; its repeats did not.</summary>
    public static readonly HttpRequestOptionsKey<bool> HasTurn = new("IBMCloud.SoftLayer.HasTurn");

    public static readonly HttpRequestOptionsKey<int> WireStatus = new("IBMCloud.SoftLayer.WireStatus");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!request.Options.TryGetValue(HasTurn, out var hasTurn) || !hasTurn)
        {
            await limit.WaitAsync(cancellationToken).ConfigureAwait(false);
        }

        request.Options.Set(HasTurn, false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            request.Options.Set(WireStatus, (int)response.StatusCode);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.NoContent or HttpStatusCode.InternalServerError)
            {
                await response.Content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                response.StatusCode = Meaning(response.StatusCode, body);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static HttpStatusCode Meaning(HttpStatusCode status, byte[] body)
    {
        var fault = SoftLayerFault.Read(body);
        if (status != HttpStatusCode.InternalServerError)
        {
            return body.Length == 0 || fault is { Code: { } code } && code.StartsWith(SoftLayerFault.CodePrefix, StringComparison.Ordinal)
                ? HttpStatusCode.InternalServerError
                : status;
        }

        return fault switch
        {
            null => status,
            { Code: SoftLayerFault.RateLimitExceeded } => HttpStatusCode.TooManyRequests,
            { Code: SoftLayerFault.TokenExpired } => HttpStatusCode.Unauthorized,
            _ when fault.Error.StartsWith(SoftLayerFault.InternalError, StringComparison.Ordinal) => status,
            _ when fault.Error.StartsWith(SoftLayerFault.BackendFault, StringComparison.Ordinal) => status,
            _ => HttpStatusCode.UnprocessableEntity,
        };
    }
}
