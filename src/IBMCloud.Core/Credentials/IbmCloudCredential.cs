namespace IBMCloud.Core;

/// <summary>Gives the bearer token of one identity. Implementations cache: one instance per identity serves every client and thread.</summary>
public abstract class IbmCloudCredential
{
    /// <summary>A token that is good for at least the next request.</summary>
    /// <param name="cancellationToken">Ends this caller's wait; others that wait for the same refresh go on.</param>
    /// <exception cref="IbmCloudException">The identity service refused or could not be reached.</exception>
    public abstract ValueTask<AccessToken> GetTokenAsync(CancellationToken cancellationToken = default);

    /// <summary>Says that a service refused this token, so that the next call gets another one.</summary>
    /// <param name="rejected">The token that was refused; one that has been replaced since is left alone.</param>
    public abstract void Invalidate(AccessToken rejected);
}
