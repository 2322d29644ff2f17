using IBMCloud.Core;

namespace IBMCloud.Iam;

/// <summary>
/// A credential whose token is fetched when first needed, kept, and renewed ahead of its end; however many callers wait, it is asked for once. This is
/// where another source of tokens is plugged in: derive, and say in <see cref="IssueAsync"/> how one token is had.
/// </summary>
public abstract class CachedCredential : IbmCloudCredential, IDisposable
{
    private readonly TokenCache _cache;

    /// <summary>Creates the credential; nothing is sent yet.</summary>
    /// <param name="options">Clock and logs; defaults where <see langword="null"/>.</param>
    protected CachedCredential(IbmCloudClientOptions? options)
    {
        options ??= new IbmCloudClientOptions();
        _cache = new TokenCache(IssueAsync, options.TimeProvider, options.LoggerFactory.CreateLogger("IBMCloud.Iam.Tokens"));
    }

    /// <inheritdoc/>
    /// <exception cref="IamCredentialException">IAM refused.</exception>
    public sealed override ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellationToken = default) => _cache.GetAsync(cancellationToken);

    /// <inheritdoc/>
    public sealed override void Invalidate(AccessToken rejected) => _cache.Invalidate(rejected);

    /// <summary>Zeroes what the credential keeps. Tokens given out stay valid until they end.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Fetches one token. Never called twice at once; a failure reaches every caller that waits, and the next caller tries again.</summary>
    /// <param name="cancellationToken">Not tied to any one caller.</param>
    /// <exception cref="IbmCloudException">No token was given.</exception>
    protected abstract Task<IssuedToken> IssueAsync(CancellationToken cancellationToken);

    /// <summary>Zeroes what the credential keeps.</summary>
    /// <param name="disposing">Always <see langword="true"/>: there is no finalizer.</param>
    protected virtual void Dispose(bool disposing)
    {
    }
}
