using System.Net;
using IBMCloud.Core;
using IBMCloud.Primitives;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IBMCloud.E2E;

/// <summary>
/// Whether this program could run now: the identity gets a token, the services answer, and the journal store can be used. It costs one request without credentials
/// to each service; the token is the one that all clients share. Neither the description nor the data holds a secret.
/// </summary>
internal sealed class IbmCloudHealthCheck(IbmCloudCredential credential, IbmCloudClientOptions client, IbmCloudE2EOptions options, RunJournalStore journals) : IHealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var checks = await Task.WhenAll(Checks().Select(one => TryAsync(one.Name, one.Look, cancellationToken))).ConfigureAwait(false);
        var bad = checks.Where(check => !check.Good).Select(check => $"{check.Name}: {check.Says}").ToList();
        return new HealthCheckResult(
            bad.Count == 0 ? HealthStatus.Healthy : context.Registration.FailureStatus,
            bad.Count == 0 ? $"A token was given, {checks.Length - 2} services answer, and journals can be kept." : string.Join(' ', bad),
            data: checks.ToDictionary(check => check.Name, check => (object)check.Says, StringComparer.Ordinal));
    }

    private IEnumerable<(string Name, Func<CancellationToken, Task<string>> Look)> Checks()
    {
        var endpoints = options.Endpoints;
        yield return ("token", TokenAsync);
        yield return ("journals", async cancel =>
        {
            await journals.CheckAsync(cancel).ConfigureAwait(false);
            return "can be used";
        });
        yield return ("resource controller", cancel => ReachAsync(endpoints.ResourceController, cancel));
        yield return ("classic infrastructure", cancel => ReachAsync(endpoints.SoftLayer, cancel));
        if (options.Region is { } region)
        {
            yield return ($"Key Protect in {region}", cancel => ReachAsync(endpoints.KeyProtect(region), cancel));
            yield return ($"Object Storage in {region}", cancel => ReachAsync(endpoints.ObjectStorage(region), cancel));
        }
    }

    private async Task<string> TokenAsync(CancellationToken cancellationToken)
    {
        var token = await credential.GetTokenAsync(cancellationToken).ConfigureAwait(false);
        return $"good until {token.ExpiresAt:u}";
    }

    // Any answer but a gateway's that the service behind it is away: what a service says to a stranger is 401, 404, and classic infrastructure's faults are 500.
    private async Task<string> ReachAsync(Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpMessageInvoker(client.Transport ?? new SocketsHttpHandler(), disposeHandler: client.Transport is null);
        using var request = new HttpRequestMessage(HttpMethod.Head, address);
        using var answer = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return answer.StatusCode is not (HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout)
            ? $"{address.Host} answers"
            : throw new HttpRequestException($"{address.Host} answers {(int)answer.StatusCode}. Try again later.");
    }

    private async Task<(string Name, bool Good, string Says)> TryAsync(string name, Func<CancellationToken, Task<string>> look, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, client.TimeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return (name, true, await look(both.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (name, false, $"no answer within {Patience.TotalSeconds:0} s. Check the network.");
        }
        catch (Exception e) when (e is IbmCloudE2EException or HttpRequestException or ArgumentException)
        {
            return (name, false, e.Message);
        }
    }
}
