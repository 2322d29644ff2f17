using System.Net;
using System.Net.Http.Headers;

namespace IBMCloud.Core;

/// <summary>
/// Sends the token, and only where it belongs: to the configured host and port, over https or inside this machine. A 401 means that the token ended
/// early: it is refreshed once and the attempt repeated once.
/// </summary>
internal sealed class AuthorizationHandler(string service, Uri baseAddress, IbmCloudCredential? credential) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = request.RequestUri!;
        if (Uri.Compare(target, baseAddress, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) != 0)
        {
            throw Refuse(request, $"leads to {target.GetLeftPart(UriPartial.Authority)}, which is not the configured {baseAddress.GetLeftPart(UriPartial.Authority)}");
        }

        if (target.Scheme != Uri.UriSchemeHttps && !StaysOnThisMachine(target))
        {
            throw Refuse(request, $"would send a credential over {target.Scheme}; only https is allowed outside this machine");
        }

        if (credential is null)
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        var token = await credential.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        var response = await SendAsync(request, token, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        credential.Invalidate(token);
        var fresh = await credential.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        if (ReferenceEquals(fresh, token))
        {
            return response;
        }

        response.Dispose();
        return await SendAsync(request, fresh, cancellationToken).ConfigureAwait(false);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AccessToken token, CancellationToken cancellationToken)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Value.Reveal());
        return base.SendAsync(request, cancellationToken);
    }

    // The metadata service of a VPC server is link-local: its host answers, no network is crossed.
    private static bool StaysOnThisMachine(Uri target) => target.IsLoopback || target.Host == "169.254.169.254";

    private IbmCloudException Refuse(HttpRequestMessage request, string why)
    {
        var operation = IbmCloudRequest.OperationOf(request);
        return new IbmCloudException(service, operation, $"The request '{operation}' {why}. Set the service's address in IbmCloudEndpoints.");
    }
}
