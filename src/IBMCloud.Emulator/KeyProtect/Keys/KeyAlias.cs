using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>The rules of aliases (spec iam-keyprotect §5.2): unique in the instance, 5 for a key, 1,000 for the instance, no UUID, no word of a route.</summary>
internal static class KeyAlias
{
    private const int MostOfKey = 5;
    private const int MostOfInstance = 1000;

    private static readonly HashSet<string> Reserved =
    [
        "key", "keys", "metadata", "policy", "policies", "registration", "registrations", "ring", "rings", "rotate", "wrap", "unwrap", "rewrap", "version", "versions", "allowed_ip",
    ];

    /// <summary>Gives a key an alias.</summary>
    /// <exception cref="ServiceError">400: no valid alias; 409: taken, or too many.</exception>
    public static void Add(KeyStore store, StoredKey key, string alias)
    {
        if (alias.Length is < 2 or > 90 || !alias.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || Guid.TryParse(alias, out _) || Reserved.Contains(alias))
        {
            throw KeyProtectErrors.Field("aliases", $"'{alias}' must be 2 to 90 letters, digits, '-' or '_', no UUID and no reserved word.");
        }

        if (store.Keys.Values.Any(one => one.Aliases.Contains(alias, StringComparer.Ordinal)))
        {
            throw KeyProtectErrors.AliasTaken(alias);
        }

        if (store.Keys.Values.Sum(one => one.Aliases.Count) >= MostOfInstance)
        {
            throw new ServiceError(409, "KEY_ALIAS_QUOTA_ERR", $"An instance has at most {MostOfInstance} aliases.");
        }

        if (key.Aliases.Count == MostOfKey)
        {
            throw new ServiceError(409, "KEY_ALIAS_QUOTA_ERR", $"A key has at most {MostOfKey} aliases.");
        }

        key.Aliases.Add(alias);
    }
}
