using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

/// <summary>Exchanges a grant for a token. It sends no bearer token itself, and has no side effects: a repeat is safe.</summary>
internal sealed class TokenService(IbmCloudClientOptions options) : IDisposable
{
    private const string Operation = "get a token";
    private readonly HttpClient _http = IbmCloudHttp.Create("IAM", options.Endpoints.Iam, credential: null, options);

    public async Task<IssuedToken> IssueAsync(HttpContent form, CancellationToken cancellationToken)
    {
        var sending = RefitApi.For<ITokenApi>(_http).IssueAsync(form, Operation, idempotent: true, cancellationToken);
        using var answer = await IbmCloudAnswer.ReceiveAsync(sending, "IAM", Operation).ConfigureAwait(false);
        if (!answer.IsSuccess)
        {
            throw IamCredentialException.From(answer);
        }

        var token = answer.Read(static body => JsonSerializer.Deserialize(body, IamJson.Default.TokenWire));
        var life = token.ExpiresIn is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : token.Expiration is { } end ? DateTimeOffset.FromUnixTimeSeconds(end) - options.TimeProvider.GetUtcNow() : TimeSpan.Zero;
        return token.AccessToken is { } value && life > TimeSpan.Zero
            ? new IssuedToken(value, life)
            : throw new IbmCloudException("IAM", Operation, "IAM answered without a token or with one that has ended. Check the configured IAM address, and this machine's clock.")
            {
                CorrelationId = answer.CorrelationId,
            };
    }

    public void Dispose() => _http.Dispose();
}
