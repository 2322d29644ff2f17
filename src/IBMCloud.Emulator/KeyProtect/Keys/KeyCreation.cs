using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Actions;
using IBMCloud.Emulator.KeyProtect.Import;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>Makes a key from the resource of a create request (spec iam-keyprotect §5.2, §5.4), under the instance's rules (§5.5).</summary>
internal static class KeyCreation
{
    private const int GeneratedLength = 32;
    private const int LongestStandardPayload = 7500;

    public static StoredKey Make(KeyProtectRequest request, JsonElement resource, string ring, bool withPolicies)
    {
        var store = request.Store;
        var name = resource.Text("name") ?? "";
        if (name.Length is < 2 or > 90)
        {
            throw KeyProtectErrors.Field("name", "it has 2 to 90 characters.");
        }

        if (resource.Text("type") is not KeyJson.KeyType)
        {
            throw KeyProtectErrors.Field("type", $"it must be {KeyJson.KeyType}.");
        }

        if (ring != KeyStore.DefaultRing && !store.Rings.ContainsKey(ring))
        {
            throw KeyRingRoutes.NotFound(ring);
        }

        // Without the field the service makes a standard key.
        var extractable = resource.Flag("extractable") ?? true;
        var imported = resource.Text("payload") is { Length: > 0 };
        RequireAllowed(store, extractable, imported, resource.Text("encryptionAlgorithm") is not null);
        var key = new StoredKey
        {
            Id = Guid.NewGuid().ToString(),
            Name = name,
            Description = resource.Text("description"),
            Extractable = extractable,
            Imported = imported,
            EncryptionAlgorithm = extractable ? null : resource.Text("encryptionAlgorithm"),
            Ring = ring,
            CreatedBy = request.Identity.IamId,
            CreatedAt = request.Now,
            UpdatedAt = request.Now,
            ExpiresAt = Expiration(resource, request.Now),
            DualAuthDelete = store.Policies.GetValueOrDefault("dualAuthDelete")?.Enabled ?? false,
        };
        var material = !imported ? RandomNumberGenerator.GetBytes(GeneratedLength)
            : extractable ? KeyActionRoutes.Bytes(resource, "payload", LongestStandardPayload)!
            : KeyImport.RootKeyMaterial(request, resource);
        key.Versions.Add(new KeyVersion(material, request.Now));
        ApplyPolicies(store, key, resource, withPolicies);
        foreach (var alias in resource.Texts("aliases").Distinct(StringComparer.Ordinal))
        {
            KeyAlias.Add(store, key, alias);
        }

        return key;
    }

    private static void RequireAllowed(KeyStore store, bool extractable, bool imported, bool byToken)
    {
        if (store.Policies.GetValueOrDefault("keyCreateImportAccess") is not { Enabled: true } rule)
        {
            return;
        }

        var attribute = $"{(imported ? "import" : "create")}_{(extractable ? "standard" : "root")}_key";
        if (!rule.Allows(attribute) || (imported && !byToken && (bool?)rule.Attributes["enforce_token"] == true))
        {
            throw new ServiceError(409, "KEY_CREATE_IMPORT_ACCESS_ERR", $"The instance's policy keyCreateImportAccess does not allow this ({attribute}).");
        }
    }

    private static DateTimeOffset? Expiration(JsonElement resource, DateTimeOffset now)
    {
        if (resource.Text("expirationDate") is not { } text)
        {
            return null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) && time > now
            ? time
            : throw KeyProtectErrors.Field("expirationDate", "it must be a time to come, in RFC 3339.");
    }

    private static void ApplyPolicies(KeyStore store, StoredKey key, JsonElement resource, bool withPolicies)
    {
        if (store.Policies.GetValueOrDefault("rotation") is { Enabled: true } byInstance && !key.Extractable && !key.Imported)
        {
            key.RotationMonths = (int?)byInstance.Attributes["interval_month"];
            key.RotationEnabled = true;
        }

        if (withPolicies && resource.Member("rotation") is { } rotation)
        {
            Policies.KeyPolicyRoutes.SetRotation(key, rotation);
        }

        if (withPolicies && resource.Member("dualAuthDelete") is { } dualAuth)
        {
            key.DualAuthDelete = dualAuth.Flag("enabled") ?? true;
        }
    }
}
