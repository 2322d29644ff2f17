using IBMCloud.Core;
using IBMCloud.Primitives;

namespace IBMCloud.Iam;

/// <summary>
/// The session behind a refresh token, such as one of a command line login. Each new token may bring a new refresh token, which replaces the old one; a
/// session that nobody uses ends (in an account's default after three days). A program that runs unattended takes an API key instead.
/// </summary>
public sealed class RefreshTokenCredential : CachedCredential
{
    private static readonly KeyValuePair<string, string>[] Grant = [new("grant_type", "refresh_token")];
    private readonly TokenService _service;
    private readonly SecretString _client;
    private SecretString _refreshToken;

    /// <summary>Creates the credential; nothing is sent yet.</summary>
    /// <param name="refreshToken">The refresh token; copied.</param>
    /// <param name="clientId">Id of the registered client that got it.</param>
    /// <param name="clientSecret">That client's secret.</param>
    /// <param name="options">Where IAM is, clock, logs and patience; the public cloud where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The refresh token is the placeholder that a login without a registered client answers.</exception>
    public RefreshTokenCredential(SecretString refreshToken, string clientId, SecretString clientSecret, IbmCloudClientOptions? options = null)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(refreshToken);
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        ArgumentNullException.ThrowIfNull(clientSecret);
        if (IsPlaceholder(refreshToken))
        {
            throw new ArgumentException("The refresh token is the placeholder 'not_supported': the login gave none. Use the API key itself (ApiKeyCredential).", nameof(refreshToken));
        }

        using var pair = SecretString.FromString($"{clientId}:{clientSecret.Reveal()}");
        using var encoded = SecretBytes.CopyOf(pair.Utf8).ToBase64Utf8();
        _client = SecretString.FromUtf8(encoded.Span);
        _refreshToken = SecretString.FromUtf8(refreshToken.Utf8);
        _service = new TokenService(options ?? new IbmCloudClientOptions());
    }

    /// <inheritdoc/>
    protected override async Task<IssuedToken> IssueAsync(CancellationToken cancellationToken)
    {
        using var form = TokenForm.Create(Grant, "refresh_token", _refreshToken);
        var (token, next) = await _service.GrantAsync(form, _client, cancellationToken).ConfigureAwait(false);
        if (next is not null && !IsPlaceholder(next))
        {
            _refreshToken.Dispose();
            _refreshToken = next;
        }

        return token;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _refreshToken.Dispose();
        _client.Dispose();
        _service.Dispose();
    }

    private static bool IsPlaceholder(SecretString token) => token.Utf8.SequenceEqual("not_supported"u8);
}
