using System.Net;

namespace IBMCloud.ObjectStorage.Http;

/// <summary>
/// Which status an expired token gets is not documented: 401 or 403. The first 403 of a request is shown to the authorization as a 401, so that the token is
/// refreshed once and the request repeated once; a second one is a refusal.
/// </summary>
internal sealed class TokenRefusal : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<bool> Shown = new("IBMCloud.ObjectStorage.Forbidden");

    /// <summary>The status as the service sent it.</summary>
    public static HttpStatusCode StatusBefore(HttpRequestMessage request, HttpStatusCode status) =>
        status == HttpStatusCode.Unauthorized && request.Options.TryGetValue(Shown, out _) ? HttpStatusCode.Forbidden : status;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode == HttpStatusCode.Forbidden && !request.Options.TryGetValue(Shown, out _))
        {
            request.Options.Set(Shown, true);
            response.StatusCode = HttpStatusCode.Unauthorized;
        }

        return response;
    }
}
