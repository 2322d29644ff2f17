using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Text;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Who calls classic infrastructure (API reference, "Authentication"). A service ID has no classic user of its own: the caller is always a user.
/// <list type="table">
/// <listheader><term>form</term><description>header</description></listheader>
/// <item><term>classic key</term><description><c>Basic base64(user:key)</c></description></item>
/// <item><term>IBM Cloud API key</term><description><c>Basic base64(apikey:key)</c></description></item>
/// <item><term>IAM token</term><description><c>Bearer token</c>; the token must carry the linked classic (IMS) account</description></item>
/// </list>
/// </summary>
public sealed class SoftLayerCredential
{
    private readonly string? _user;
    private readonly SecretString? _key;

    private SoftLayerCredential(string? user, SecretString? key, IbmCloudCredential? token) => (_user, _key, Token) = (user, key, token);

    /// <summary>The source of bearer tokens, or <see langword="null"/> for the Basic forms.</summary>
    internal IbmCloudCredential? Token { get; }

    /// <summary>The classic account's number where the user name tells it, else empty.</summary>
    internal string Account => _user?.Split('_') is [var account, _, ..] && account.All(char.IsAsciiDigit) ? account : "";

    /// <summary>A classic user name, usually <c>ACCOUNT_EMAIL</c>, and the user's one classic API key.</summary>
    /// <param name="user">User name.</param>
    /// <param name="key">Classic API key; it stays the caller's to dispose.</param>
    public static SoftLayerCredential ClassicKey(string user, SecretString key)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(user);
        ArgumentNullException.ThrowIfNull(key);
        return user.Contains(':', StringComparison.Ordinal)
            ? throw new ArgumentException("A user name has no colon: Basic authentication ends the name there.", nameof(user))
            : new(user, key, null);
    }

    /// <summary>An IBM Cloud API key of a user.</summary>
    /// <param name="key">The key; it stays the caller's to dispose.</param>
    public static SoftLayerCredential ApiKey(SecretString key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new("apikey", key, null);
    }

    /// <summary>Bearer tokens that carry the linked classic account.</summary>
    /// <param name="token">Where the tokens come from.</param>
    public static SoftLayerCredential Bearer(IbmCloudCredential token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return new(null, null, token);
    }

    /// <summary>The kind of credential and the user's name; never the key.</summary>
    public override string ToString() => _user is null ? "bearer ***" : $"{_user}:***";

    /// <summary>The header of the Basic forms; <see langword="null"/> where the handler chain brings the bearer token.</summary>
    internal AuthenticationHeaderValue? Header()
    {
        if (_key is null)
        {
            return null;
        }

        var name = Encoding.UTF8.GetByteCount(_user!);
        var length = name + 1 + _key.Utf8.Length;
        var text = GC.AllocateArray<byte>(Base64.GetMaxEncodedToUtf8Length(length), pinned: true);
        Encoding.UTF8.GetBytes(_user!, text);
        text[name] = (byte)':';
        _key.Utf8.CopyTo(text.AsSpan(name + 1));
        Base64.EncodeToUtf8InPlace(text, length, out var written);
        var header = new AuthenticationHeaderValue("Basic", Encoding.ASCII.GetString(text, 0, written));
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(text);
        return header;
    }
}
