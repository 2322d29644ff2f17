using System.Net;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    private const string Minimal = "return=minimal";

    /// <summary>
    /// Deletes a key: it is destroyed, can be restored for 30 days, and what it wraps does not open. One that is destroyed already is no error.
    /// </summary>
    /// <param name="keyId">UUID; no alias, which may have moved to another key.</param>
    /// <param name="deletion">How far to go.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">It protects resources, needs a second person, or there is no such key.</exception>
    public async Task DeleteKeyAsync(string keyId, KeyDeletion deletion, CancellationToken cancellationToken = default)
    {
        const string Operation = "delete a key";
        RequireId(keyId);
        if (deletion is not (KeyDeletion.UnlessRegistered or KeyDeletion.EvenIfRegistered))
        {
            throw new ArgumentOutOfRangeException(nameof(deletion), deletion, "Say how far the deletion may go.");
        }

        using var answer = await ReceiveAsync(
            _keys.DeleteAsync(keyId, deletion == KeyDeletion.EvenIfRegistered ? "true" : null, Minimal, Operation, cancellationToken), Operation).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.Gone)
        {
            throw KeyProtectException.From(answer);
        }
    }

    /// <summary>Gives a key one more alias. One that this key has already is no error.</summary>
    /// <param name="key">Id or alias of the key.</param>
    /// <param name="alias">The new alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">Another key has it, or the key has five (<see cref="KeyProtectProblem.AliasInUse"/>).</exception>
    public async Task AddAliasAsync(string key, string alias, CancellationToken cancellationToken = default)
    {
        const string Operation = "add an alias";
        ArgumentException.ThrowIfNullOrEmpty(key);
        KeyDraft.RequireAlias(alias, nameof(alias));
        using var answer = await ReceiveAsync(_keys.AddAliasAsync(key, alias, Operation, idempotent: true, cancellationToken), Operation).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return;
        }

        // A repeat whose first answer was lost finds its own effect.
        if (answer.Status == HttpStatusCode.Conflict && (await GetKeyAsync(key, cancellationToken).ConfigureAwait(false)).Aliases.Contains(alias, StringComparer.Ordinal))
        {
            return;
        }

        throw KeyProtectException.From(answer);
    }

    /// <summary>Takes an alias from a key; it may take 5 minutes to become free. One that is gone already is no error.</summary>
    /// <param name="keyId">UUID of the key.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">There is no such key, or the identity may not change it.</exception>
    public async Task RemoveAliasAsync(string keyId, string alias, CancellationToken cancellationToken = default)
    {
        const string Operation = "remove an alias";
        RequireId(keyId);
        KeyDraft.RequireAlias(alias, nameof(alias));
        using var answer = await ReceiveAsync(_keys.RemoveAliasAsync(keyId, alias, Operation, cancellationToken), Operation).ConfigureAwait(false);
        if (answer.IsSuccess)
        {
            return;
        }

        // 404 is both: no such alias, which is what was wanted, and no such key.
        if (answer.Status == HttpStatusCode.NotFound && !(await GetKeyAsync(keyId, cancellationToken).ConfigureAwait(false)).Aliases.Contains(alias, StringComparer.Ordinal))
        {
            return;
        }

        throw KeyProtectException.From(answer);
    }

    private static void RequireId(string keyId)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyId);
        if (!Guid.TryParse(keyId, out _))
        {
            throw new ArgumentException($"'{keyId}' is not a key's UUID. Find the key by its alias first (FindKeyByAliasAsync), and pass its id.", nameof(keyId));
        }
    }
}
