namespace IBMCloud.Core;

/// <summary>A token that came from elsewhere and cannot be refreshed: when it ends, calls fail with 401.</summary>
/// <param name="token">The token, without the word Bearer.</param>
public sealed class StaticTokenCredential(SecretString token) : IbmCloudCredential
{
    private readonly AccessToken _token = new(token ?? throw new ArgumentNullException(nameof(token)), DateTimeOffset.MaxValue);

    /// <inheritdoc/>
    public override ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellationToken = default) => ValueTask.FromResult(_token);

    /// <inheritdoc/>
    public override void Invalidate(AccessToken rejected)
    {
        // There is no other token: the service's 401 reaches the caller.
    }
}
