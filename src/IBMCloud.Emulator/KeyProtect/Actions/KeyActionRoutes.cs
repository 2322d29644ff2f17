using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Import;
using IBMCloud.Emulator.KeyProtect.Keys;

namespace IBMCloud.Emulator.KeyProtect.Actions;

/// <summary>
/// What a root key does (spec iam-keyprotect §5.3).
/// <code>
/// POST /keys/{id}/actions/wrap     200   {plaintext?, aad?} → {ciphertext, keyVersion, plaintext if generated}
/// POST /keys/{id}/actions/unwrap   200   {ciphertext, aad?} → {plaintext, keyVersion, after a rotation ciphertext and rewrappedKeyVersion}
/// POST /keys/{id}/actions/rewrap   200   {ciphertext, aad?} → {ciphertext, keyVersion, rewrappedKeyVersion}
/// POST /keys/{id}/actions/rotate   204   {payload?, encryptedNonce?, iv?, encryptionAlgorithm?}
/// POST /keys/{id}/actions/sync     204
/// POST /keys/{id}?action=NAME      the old form of all actions
/// </code>
/// </summary>
internal static class KeyActionRoutes
{
    private const int GeneratedLength = 32;
    private const int LongestPlaintext = 7500;
    private const int LongestAdditionalText = 255;
    private static readonly TimeSpan BetweenRotations = TimeSpan.FromHours(1);

    private static readonly Dictionary<string, KeyProtectRoute> Actions = new()
    {
        ["wrap"] = Wrap,
        ["unwrap"] = Unwrap,
        ["rewrap"] = Rewrap,
        ["rotate"] = Rotate,
        ["sync"] = Sync,
        ["disable"] = KeyLifeRoutes.Disable,
        ["enable"] = KeyLifeRoutes.Enable,
        ["setKeyForDeletion"] = KeyLifeRoutes.SetForDeletion,
        ["unsetKeyForDeletion"] = KeyLifeRoutes.UnsetForDeletion,
    };

    public static void Map(Action<string, string, KeyProtectRoute> map)
    {
        foreach (var (name, route) in Actions)
        {
            map("POST", $"keys/{{id}}/actions/{name}", route);
        }

        map("POST", "keys/{id}", request => Actions.TryGetValue(request.Http.Query("action") ?? "", out var route)
            ? route(request)
            : throw new ServiceError(400, "BAD_REQUEST_ERR", "The query parameter 'action' names no action."));
    }

    /// <exception cref="ServiceError">409: the key is in none of these states.</exception>
    public static void RequireState(StoredKey key, DateTimeOffset now, string action, params ReadOnlySpan<int> states)
    {
        var state = key.StateAt(now);
        if (!states.Contains(state))
        {
            throw KeyProtectErrors.WrongState(action, state);
        }
    }

    private static KeyProtectAnswer Wrap(KeyProtectRequest request)
    {
        var key = request.RootKey(KeyProtectRoles.Wrap);
        RequireState(key, request.Now, "wrap", 1);
        var additionalData = AdditionalData(request.Body);
        var given = Bytes(request.Body, "plaintext", LongestPlaintext);
        var plaintext = given ?? RandomNumberGenerator.GetBytes(GeneratedLength);
        var answer = new JsonObject
        {
            ["ciphertext"] = KeyCiphertext.Seal(key.Current, plaintext, additionalData, request.Switches),
            ["keyVersion"] = VersionJson(key.Current),
        };
        if (given is null)
        {
            answer["plaintext"] = Convert.ToBase64String(plaintext);
        }

        return new(200, answer);
    }

    private static KeyProtectAnswer Unwrap(KeyProtectRequest request)
    {
        var (key, plaintext, version, additionalData) = Open(request, KeyProtectRoles.Unwrap, "unwrap");
        var answer = new JsonObject { ["plaintext"] = Convert.ToBase64String(plaintext), ["keyVersion"] = VersionJson(version) };
        if (version != key.Current)
        {
            answer["ciphertext"] = KeyCiphertext.Seal(key.Current, plaintext, additionalData, request.Switches);
            answer["rewrappedKeyVersion"] = VersionJson(key.Current);
        }

        return new(200, answer);
    }

    private static KeyProtectAnswer Rewrap(KeyProtectRequest request)
    {
        var (key, plaintext, version, additionalData) = Open(request, KeyProtectRoles.Rewrap, "rewrap");
        return new(200, new JsonObject
        {
            ["ciphertext"] = KeyCiphertext.Seal(key.Current, plaintext, additionalData, request.Switches),
            ["keyVersion"] = VersionJson(version),
            ["rewrappedKeyVersion"] = VersionJson(key.Current),
        });
    }

    private static KeyProtectAnswer Rotate(KeyProtectRequest request)
    {
        var key = request.RootKey(KeyProtectRoles.Rotate);
        RequireState(key, request.Now, "rotate", 1, 3);
        if (request.Now - (key.RotatedAt ?? key.CreatedAt - BetweenRotations) < BetweenRotations)
        {
            throw new ServiceError(409, "KEY_ROTATION_NOT_PERMITTED", "The key was rotated within the last hour. Wait until an hour has passed.");
        }

        if (key.Imported && request.Body.Text("payload") is null)
        {
            throw new ServiceError(400, "KEY_PAYLOAD_REQ_ERR", "This root key was imported: its rotation needs new key material in 'payload'.");
        }

        if (!key.Imported && request.Body.Text("payload") is not null)
        {
            throw KeyProtectErrors.Field("payload", "this key was made by the service, so its rotation takes none.");
        }

        var material = key.Imported ? KeyImport.RootKeyMaterial(request, request.Body) : RandomNumberGenerator.GetBytes(GeneratedLength);
        key.Versions.Add(new KeyVersion(material, request.Now));
        key.RotatedAt = key.UpdatedAt = request.Now;
        return KeyProtectAnswer.NoContent;
    }

    private static KeyProtectAnswer Sync(KeyProtectRequest request)
    {
        request.RootKey(KeyProtectRoles.Sync);
        return KeyProtectAnswer.NoContent;
    }

    private static (StoredKey Key, byte[] Plaintext, KeyVersion Version, IReadOnlyList<string> AdditionalData) Open(KeyProtectRequest request, string role, string action)
    {
        var key = request.RootKey(role);
        RequireState(key, request.Now, action, 1, 3);
        var additionalData = AdditionalData(request.Body);
        var ciphertext = request.Body.Text("ciphertext") ?? throw KeyProtectErrors.Field("ciphertext", "it is required.");
        var (plaintext, version) = KeyCiphertext.Open(key, ciphertext, additionalData, request.Switches);
        return (key, plaintext, version, additionalData);
    }

    private static IReadOnlyList<string> AdditionalData(JsonElement body)
    {
        var texts = body.Texts("aad");
        return texts.Any(text => text.Length > LongestAdditionalText)
            ? throw KeyProtectErrors.Field("aad", $"a text has at most {LongestAdditionalText} characters.")
            : texts;
    }

    /// <summary>A base64 member, or null where it is absent or empty.</summary>
    /// <exception cref="ServiceError">400: not strict base64, or too long.</exception>
    public static byte[]? Bytes(JsonElement body, string member, int longest)
    {
        var text = body.Text(member);
        return string.IsNullOrEmpty(text) ? null
            : !KeyCiphertext.TryDecode(text, out var bytes) ? throw KeyProtectErrors.Field(member, "it must be base64 encoded.")
            : bytes.Length > longest ? throw KeyProtectErrors.Field(member, $"it has more than {longest} bytes.")
            : bytes;
    }

    private static JsonObject VersionJson(KeyVersion version) => new() { ["id"] = version.Id };
}
