using System.Security.Cryptography;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.Iam.Tokens;

/// <summary>
/// Refresh tokens. Only a registered client, which shows its id and secret, gets one (spec iam-keyprotect §1); it is good for 72 hours, and for
/// that client only.
/// </summary>
internal sealed class RefreshTokens(EmulatedCloud cloud)
{
    public const string NotSupported = "not_supported";
    private static readonly TimeSpan Life = TimeSpan.FromHours(72);
    private readonly Dictionary<string, (Identity Identity, string Client, DateTimeOffset ExpiresAt)> _held = new(StringComparer.Ordinal);

    /// <summary>A refresh token for the client, or the placeholder where no client showed itself.</summary>
    public string Issue(Identity identity, string client)
    {
        if (client.Length == 0)
        {
            return NotSupported;
        }

        var value = RandomNumberGenerator.GetHexString(64, lowercase: true);
        lock (cloud.State.Gate)
        {
            _held.Add(value, (identity, client, cloud.Clock.GetUtcNow() + Life));
        }

        return value;
    }

    /// <summary>Whose session the token is. A used token stays good for the client that got it: its answer may have been lost.</summary>
    /// <exception cref="ServiceError">400: unknown, of another client, or ended.</exception>
    public Identity Redeem(string value, string client)
    {
        lock (cloud.State.Gate)
        {
            if (!_held.TryGetValue(value, out var held) || held.Client != client || cloud.State.Iam.FindIdentity(held.Identity.IamId) is null)
            {
                throw new ServiceError(400, "BXNIM0407E", "Provided refresh token is invalid. Log in again.");
            }

            return held.ExpiresAt > cloud.Clock.GetUtcNow() ? held.Identity : throw new ServiceError(400, "BXNIM0408E", "Provided refresh token is expired. Log in again.");
        }
    }
}
