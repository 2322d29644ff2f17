namespace IBMCloud.Core;

/// <summary>A bearer token and the time from which it is no longer to be used.</summary>
/// <param name="Value">The token, without the word Bearer.</param>
/// <param name="ExpiresAt">End of life on this machine's clock.</param>
public sealed record AccessToken(SecretString Value, DateTimeOffset ExpiresAt)
{
    /// <summary>The expiry; never the token.</summary>
    public override string ToString() => $"*** until {ExpiresAt:O}";
}
