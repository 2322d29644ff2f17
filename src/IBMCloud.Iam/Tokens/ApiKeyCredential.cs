using IBMCloud.Core;

namespace IBMCloud.Iam;

/// <summary>
/// The identity behind an API key, of a user or a service ID. Its token is fetched when first needed, kept, and renewed ahead of its end; one instance
/// serves every client and thread, and asks IAM once however many wait.
/// </summary>
public sealed class ApiKeyCredential : CachedCredential
{
    private static readonly KeyValuePair<string, string> Grant = new("grant_type", "urn:ibm:params:oauth:grant-type:apikey");
    private readonly KeyValuePair<string, string>[] _fields;
    private readonly SecretString _apiKey;
    private readonly TokenService _service;

    /// <summary>Creates the credential; nothing is sent yet.</summary>
    /// <param name="apiKey">The API key; copied.</param>
    /// <param name="options">Where IAM is, clock, logs and patience; the public cloud where <see langword="null"/>.</param>
    /// <param name="withClassicAccount">
    /// The token is to carry the linked classic (IMS) account, which classic infrastructure demands of a bearer token; for keys of users whose account is linked.
    /// </param>
    /// <exception cref="ArgumentException">The key begins or ends with a brace or a quote: a placeholder was pasted with its brackets.</exception>
    public ApiKeyCredential(SecretString apiKey, IbmCloudClientOptions? options = null, bool withClassicAccount = false)
        : base(options)
    {
        ArgumentNullException.ThrowIfNull(apiKey);
        var key = apiKey.Utf8;
        if ("{}\""u8.Contains(key[0]) || "{}\""u8.Contains(key[^1]))
        {
            throw new ArgumentException("The API key begins or ends with a brace or a quote. Paste the key itself, without what stood around it.", nameof(apiKey));
        }

        _fields = withClassicAccount ? [Grant, new("response_type", "cloud_iam,ims_portal")] : [Grant];
        _apiKey = SecretString.FromUtf8(key);
        _service = new TokenService(options ?? new IbmCloudClientOptions());
    }

    /// <inheritdoc/>
    protected override async Task<IssuedToken> IssueAsync(CancellationToken cancellationToken)
    {
        using var form = TokenForm.Create(_fields, "apikey", _apiKey);
        return await _service.IssueAsync(form, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _apiKey.Dispose();
        _service.Dispose();
    }
}
