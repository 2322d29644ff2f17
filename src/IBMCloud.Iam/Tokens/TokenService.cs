using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

/// <summary>Exchanges a grant for a token. It sends no bearer token itself, and has no side effects: a repeat is safe.</summary>
internal sealed class TokenService(IbmCloudClientOptions options) : IDisposable
{
    private const string Operation = "get a token";
    private readonly HttpClient _http = IbmCloudHttp.Create("IAM", options.Endpoints.Iam, credential: null, options);

    public async Task<IssuedToken> IssueAsync(HttpContent form, CancellationToken cancellationToken) => (await GrantAsync(form, client: null, cancellationToken).ConfigureAwait(false)).Token;

    /// <summary>A token, and the refresh token that came with it.</summary>
    /// <param name="form">The grant.</param>
    /// <param name="client">A registered client's <c>id:secret</c> in base64, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<(IssuedToken Token, SecretString? RefreshToken)> GrantAsync(HttpContent form, SecretString? client, CancellationToken cancellationToken)
    {
        var sending = RefitApi.For<ITokenApi>(_http).IssueAsync(form, client is null ? null : "Basic " + client.Reveal(), Operation, idempotent: true, cancellationToken);
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
            ? (new IssuedToken(value, life), token.RefreshToken)
            : throw new IbmCloudException("IAM", Operation, "IAM answered without a token or with one that has ended. Check the configured IAM address, and this machine's clock.")
            {
                CorrelationId = answer.CorrelationId,
            };
    }

    public void Dispose() => _http.Dispose();
}
