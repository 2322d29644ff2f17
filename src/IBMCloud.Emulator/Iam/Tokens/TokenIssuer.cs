using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.Iam.Tokens;

/// <summary>
/// Issues access tokens and says whose token a request carries. A token is a JWT signed with RS256, whose times clients read from its claims
/// (spec clients §3); claims as in spec iam-keyprotect §1. It stays good until its <c>exp</c>, whatever happens to the key that got it.
/// </summary>
internal sealed class TokenIssuer(EmulatedCloud cloud)
{
    // One key per process: making one costs more than starting the emulator. Tokens of another emulator fail on the account.
    private static readonly Lazy<RSA> SigningKey = new(() => RSA.Create(2048));

    /// <summary>The key's public half, for <c>GET /identity/keys</c>.</summary>
    public static RSAParameters PublicKey => SigningKey.Value.ExportParameters(includePrivateParameters: false);

    /// <summary>A new token for an identity.</summary>
    /// <param name="identity">A user or a service ID.</param>
    /// <param name="grantType">The grant that asked, as the claim says it.</param>
    /// <param name="withClassicAccount">The token is to carry the linked classic account, where there is one (spec softlayer §1.2).</param>
    public IssuedToken Issue(Identity identity, string grantType, bool withClassicAccount = false)
    {
        var issued = DateTimeOffset.FromUnixTimeSeconds(cloud.Clock.GetUtcNow().ToUnixTimeSeconds());
        var expires = issued + cloud.Options.TokenLifetime;
        var account = new JsonObject { ["valid"] = true, ["bss"] = identity.AccountId };
        if (withClassicAccount && identity.Kind == IdentityKind.User && cloud.Options.LinkedClassicAccount.Length > 0)
        {
            account["ims"] = cloud.Options.LinkedClassicAccount;
        }

        var claims = new JsonObject
        {
            ["iam_id"] = identity.IamId,
            ["id"] = identity.IamId,
            ["realmid"] = identity.Kind == IdentityKind.User ? "IBMid" : "iam",
            ["jti"] = Guid.NewGuid().ToString(),
            ["identifier"] = identity.IamId[(identity.IamId.IndexOf('-', StringComparison.Ordinal) + 1)..],
            ["sub"] = identity.IamId,
            ["sub_type"] = identity.Kind switch { IdentityKind.ServiceId => "ServiceId", IdentityKind.Profile => "Profile", _ => null },
            ["account"] = account,
            ["iat"] = issued.ToUnixTimeSeconds(),
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["iss"] = "https://iam.cloud.ibm.com/identity",
            ["grant_type"] = grantType,
            ["scope"] = "ibm openid",
            ["client_id"] = "default",
        };
        var signed = Encode("""{"kid":"emulator","alg":"RS256"}"""u8) + "." + Encode(Encoding.UTF8.GetBytes(claims.ToJsonString()));
        var signature = SigningKey.Value.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return new(signed + "." + Encode(signature), issued, expires);
    }

    /// <summary>Whose bearer token the request carries.</summary>
    /// <exception cref="ServiceError">401: no token, not one of this cloud, or expired.</exception>
    public Identity Authenticate(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        var identity = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? Authenticate(header["Bearer ".Length..].Trim())
            : throw TokenErrors.Missing();

        // Who it was, for the audit trail.
        context.Items[typeof(Identity)] = identity;
        return identity;
    }

    /// <summary>Whose token this is.</summary>
    /// <exception cref="ServiceError">401: not one of this cloud, or expired.</exception>
    public Identity Authenticate(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || !HasOurSignature(parts))
        {
            throw TokenErrors.Invalid();
        }

        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        if (claims.RootElement.GetProperty("account").GetProperty("bss").GetString() != cloud.State.Iam.AccountId)
        {
            throw TokenErrors.Invalid();
        }

        if (claims.RootElement.GetProperty("exp").GetInt64() <= cloud.Clock.GetUtcNow().ToUnixTimeSeconds())
        {
            throw TokenErrors.Expired();
        }

        var iamId = claims.RootElement.GetProperty("iam_id").GetString()!;
        var kind = iamId.StartsWith("iam-ServiceId-", StringComparison.Ordinal) ? IdentityKind.ServiceId
            : iamId.StartsWith("iam-Profile-", StringComparison.Ordinal) ? IdentityKind.Profile : IdentityKind.User;
        return new(kind, iamId, cloud.State.Iam.AccountId);
    }

    /// <summary>The linked classic account that a valid token carries, or null.</summary>
    public static string? ClassicAccountOf(string token)
    {
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return claims.RootElement.GetProperty("account").TryGetProperty("ims", out var account) ? account.GetString() : null;
    }

    /// <summary>The identity that an API key logs in, or null if there is no such usable key.</summary>
    public Identity? FromApiKey(string value)
    {
        lock (cloud.State.Gate)
        {
            return cloud.State.Iam.FindUsableKey(value) is { } key ? cloud.State.Iam.FindIdentity(key.IamId) : null;
        }
    }

    private static bool HasOurSignature(string[] parts)
    {
        try
        {
            return SigningKey.Value.VerifyData(Encoding.ASCII.GetBytes(parts[0] + "." + parts[1]), Base64Url.DecodeFromChars(parts[2]),
                HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);
}
