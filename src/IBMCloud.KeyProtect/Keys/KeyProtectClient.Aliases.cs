using System.Net;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
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

        // A repeat whose first answer was lost finds its own effect, and is refused.
        if (!answer.IsSuccess
            && (answer.Status != HttpStatusCode.Conflict || !(await GetKeyAsync(key, cancellationToken).ConfigureAwait(false)).Aliases.Contains(alias, StringComparer.Ordinal)))
        {
            throw KeyProtectException.From(answer);
        }
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

        // 404 is both: no such alias, which is what was wanted, and no such key, which the next call says.
        if (!answer.IsSuccess
            && (answer.Status != HttpStatusCode.NotFound || (await GetKeyAsync(keyId, cancellationToken).ConfigureAwait(false)).Aliases.Contains(alias, StringComparer.Ordinal)))
        {
            throw KeyProtectException.From(answer);
        }
    }
}
