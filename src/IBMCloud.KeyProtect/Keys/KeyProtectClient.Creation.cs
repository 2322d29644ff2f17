using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.KeyProtect.Wire;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    private const string KeyType = "application/vnd.ibm.kms.key+json";
    private const string Whole = "return=representation";
    private const int LongestStandardPayload = 7500;

    /// <summary>
    /// Makes a root key whose material the service generates and keeps. A name may be taken many times, so a draft with an alias is the one that is safe: where
    /// the answer was lost, the key is found by its alias, else made; without an alias the call fails and says how to look.
    /// </summary>
    /// <param name="draft">The key to be made.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">An alias is taken (<see cref="KeyProtectProblem.AliasInUse"/>), a policy of the instance forbids it, or the answer was lost and the
    /// draft has no alias (<see cref="KeyProtectProblem.AnswerLost"/>).</exception>
    public Task<Key> CreateRootKeyAsync(KeyDraft draft, CancellationToken cancellationToken = default) =>
        CreateAsync(draft, extractable: false, material: null, "create a root key", cancellationToken);

    /// <summary>Brings a root key's own material, 16, 24 or 32 bytes, protected by https alone; <see cref="ImportRootKeyWithTokenAsync"/> encrypts it as well. Safe to repeat as <see cref="CreateRootKeyAsync"/>.</summary>
    /// <param name="draft">The key to be made.</param>
    /// <param name="material">The key; stays the caller's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">As <see cref="CreateRootKeyAsync"/>; or the instance demands an import token (<see cref="KeyProtectProblem.NotAllowedByInstancePolicy"/>).</exception>
    public Task<Key> ImportRootKeyAsync(KeyDraft draft, SecretBytes material, CancellationToken cancellationToken = default)
    {
        RequireRootKeyLength(material);
        return CreateAsync(draft, extractable: false, new KeyMaterial(material), "import a root key", cancellationToken);
    }

    /// <summary>Makes a standard key: a secret that the service generates and shows to whoever may read it. Safe to repeat as <see cref="CreateRootKeyAsync"/>.</summary>
    /// <param name="draft">The key to be made.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">As <see cref="CreateRootKeyAsync"/>.</exception>
    public Task<Key> CreateStandardKeyAsync(KeyDraft draft, CancellationToken cancellationToken = default) =>
        CreateAsync(draft, extractable: true, material: null, "create a standard key", cancellationToken);

    /// <summary>Stores a secret of 1 to 7,500 bytes as a standard key. Safe to repeat as <see cref="CreateRootKeyAsync"/>.</summary>
    /// <param name="draft">The key to be made.</param>
    /// <param name="payload">The secret; stays the caller's.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">As <see cref="CreateRootKeyAsync"/>.</exception>
    public Task<Key> ImportStandardKeyAsync(KeyDraft draft, SecretBytes payload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return payload.Length is >= 1 and <= LongestStandardPayload
            ? CreateAsync(draft, extractable: true, new KeyMaterial(payload), "import a standard key", cancellationToken)
            : throw new ArgumentException($"A standard key has 1 to {LongestStandardPayload} bytes, not {payload.Length}.", nameof(payload));
    }

    /// <summary>
    /// Sees to it that there is a root key with an alias that wraps: finds it, else makes it. Names are not unique, aliases are: the alias is what a second run
    /// finds the key by; the description of the draft can carry a mark that tells whose it is.
    /// </summary>
    /// <param name="alias">The alias; need not be among the draft's.</param>
    /// <param name="draft">The key to be made where there is none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">The key with that alias is no root key or does not wrap: the message has its state and what to do.</exception>
    public async Task<Ensured<Key>> EnsureRootKeyAsync(string alias, KeyDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        KeyDraft.RequireAlias(alias, nameof(alias));
        var whole = draft.Aliases.Contains(alias, StringComparer.Ordinal) ? draft : draft with { Aliases = [alias, .. draft.Aliases] };
        if (await FindKeyByAliasAsync(alias, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return new(Usable(found, alias), Created: false);
        }

        try
        {
            return new(await CreateAsync(whole, extractable: false, material: null, "create a root key", cancellationToken).ConfigureAwait(false), Created: true);
        }
        catch (KeyProtectException e) when (e.Problem == KeyProtectProblem.AliasInUse)
        {
            // Somebody else made it meanwhile.
            if (await FindKeyByAliasAsync(alias, cancellationToken).ConfigureAwait(false) is { } other)
            {
                return new(Usable(other, alias), Created: false);
            }

            throw;
        }
    }

    private static void RequireRootKeyLength(SecretBytes material)
    {
        ArgumentNullException.ThrowIfNull(material);
        if (material.Length is not (16 or 24 or 32))
        {
            throw new ArgumentException($"A root key has 16, 24 or 32 bytes, not {material.Length}.", nameof(material));
        }
    }

    private Key Usable(Key key, string alias) => key switch
    {
        { IsRootKey: false } => throw Unusable(key, alias, "is a standard key, which wraps nothing", KeyProtectProblem.NotARootKey, "Choose another alias."),
        { State: KeyState.Suspended } => throw Unusable(key, alias, "is suspended", KeyProtectProblem.WrongState, "Enable it (EnableKeyAsync), or choose another alias."),
        { State: KeyState.Destroyed } => throw Unusable(key, alias, "is destroyed", KeyProtectProblem.KeyDestroyed, "Restore it (RestoreKeyAsync), or choose another alias."),
        { CanWrap: false } => throw Unusable(key, alias, $"does not wrap in its state {key.State}", KeyProtectProblem.WrongState, "Choose another alias, and let old images keep this key."),
        _ => key,
    };

    private KeyProtectException Unusable(Key key, string alias, string why, KeyProtectProblem problem, string remedy) =>
        new(problem, _service, "ensure a root key", $"The key '{key.Name}' ({key.Id}), which has the alias '{alias}', {why}. {remedy}");

    private async Task<Key> CreateAsync(KeyDraft draft, bool extractable, KeyMaterial? material, string operation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        draft.Validate();

        // What has the alias before cannot be what this call makes.
        if (draft.Aliases.Count > 0 && await FindKeyByAliasAsync(draft.Aliases[0], cancellationToken).ConfigureAwait(false) is { } taken)
        {
            throw new KeyProtectException(KeyProtectProblem.AliasInUse, _service, operation,
                $"The alias '{draft.Aliases[0]}' belongs to the key '{taken.Name}' ({taken.Id}, {taken.State}). Use that key, or choose another alias.");
        }

        try
        {
            return await CreateOnceAsync(draft, extractable, material, operation, cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudException lost) when (IsLost(lost))
        {
            return draft.Aliases.Count > 0
                ? await AfterLostAnswerAsync(draft, extractable, material, operation, cancellationToken).ConfigureAwait(false)
                : throw new KeyProtectException(KeyProtectProblem.AnswerLost, _service, operation,
                    $"The answer to '{operation}' was lost, and without an alias the key '{draft.Name}' cannot be told from others of that name. List the keys of that name "
                    + "(ListKeysAsync), newest first, before you make it again; with an alias in the draft this is done for you.", lost)
                {
                    CorrelationId = lost.CorrelationId,
                    Status = lost.Status,
                };
        }
    }

    private async Task<Key> AfterLostAnswerAsync(KeyDraft draft, bool extractable, KeyMaterial? material, string operation, CancellationToken cancellationToken)
    {
        if (await FindKeyByAliasAsync(draft.Aliases[0], cancellationToken).ConfigureAwait(false) is { } made)
        {
            return Ours(made);
        }

        try
        {
            // The alias makes a second key impossible, should the first request still arrive.
            return await CreateOnceAsync(draft, extractable, material, operation, cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudException e) when (IsLost(e) || e is KeyProtectException { Problem: KeyProtectProblem.AliasInUse })
        {
            if (await FindKeyByAliasAsync(draft.Aliases[0], cancellationToken).ConfigureAwait(false) is { } late)
            {
                return Ours(late);
            }

            throw;
        }

        Key Ours(Key key) => key.Name == draft.Name && key.Description == draft.Description && key.IsRootKey != extractable
            ? key
            : throw new KeyProtectException(KeyProtectProblem.AliasInUse, _service, operation,
                $"While '{draft.Name}' was being made, the key '{key.Name}' ({key.Id}) took its alias '{draft.Aliases[0]}'. Choose another alias.");
    }

    private async Task<Key> CreateOnceAsync(KeyDraft draft, bool extractable, KeyMaterial? material, string operation, CancellationToken cancellationToken)
    {
        using var body = SecretJson.Write(KeyType, (draft, extractable, material), static (writer, key) => WriteKey(writer, key.draft, key.extractable, key.material));
        var sending = draft.HasPolicies
            ? _keys.CreateWithPoliciesAsync(body, draft.KeyRing, Whole, operation, cancellationToken)
            : _keys.CreateAsync(body, draft.KeyRing, Whole, operation, cancellationToken);
        return OnlyKey(await ReadAsync(sending, operation, KeyProtectJson.Default.CollectionWireKeyWire).ConfigureAwait(false), operation);
    }

    private static void WriteKey(Utf8JsonWriter writer, KeyDraft draft, bool extractable, KeyMaterial? material)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("metadata");
        writer.WriteString("collectionType", KeyType);
        writer.WriteNumber("collectionTotal", 1);
        writer.WriteEndObject();
        writer.WriteStartArray("resources");
        writer.WriteStartObject();
        writer.WriteString("type", KeyType);
        writer.WriteString("name", draft.Name);
        writer.WriteBoolean("extractable", extractable);
        if (draft.Description is { } description)
        {
            writer.WriteString("description", description);
        }

        if (draft.Aliases.Count > 0)
        {
            writer.WriteStartArray("aliases");
            foreach (var alias in draft.Aliases)
            {
                writer.WriteStringValue(alias);
            }

            writer.WriteEndArray();
        }

        if (draft.ExpiresAt is { } expires)
        {
            writer.WriteString("expirationDate", expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }

        material?.Write(writer);
        WritePolicies(writer, draft);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WritePolicies(Utf8JsonWriter writer, KeyDraft draft)
    {
        if (draft.RotationMonths is { } months)
        {
            writer.WriteStartObject("rotation");
            writer.WriteBoolean("enabled", true);
            writer.WriteNumber("interval_month", months);
            writer.WriteEndObject();
        }

        if (draft.NeedsDualAuthorization is { } dualAuthorization)
        {
            writer.WriteStartObject("dualAuthDelete");
            writer.WriteBoolean("enabled", dualAuthorization);
            writer.WriteEndObject();
        }
    }
}
