using System.Net;
using IBMCloud.KeyProtect.Wire;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    private const string Minimal = "return=minimal";

    /// <summary>Suspends a root key: nothing can be wrapped or unwrapped until it is enabled, and a server whose disk needs it does not start. One that is suspended is no error.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">Its state does not allow it, or it is no root key.</exception>
    public Task DisableKeyAsync(string key, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(key, "disable", "disable a key", static state => state == KeyState.Suspended, cancellationToken);

    /// <summary>Ends a suspension. One that is not suspended is no error.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">It was changed less than 30 seconds ago (<see cref="KeyProtectProblem.TooEarly"/>), it is destroyed, or it is no root key.</exception>
    public Task EnableKeyAsync(string key, CancellationToken cancellationToken = default) =>
        ChangeStateAsync(key, "enable", "enable a key", static state => state is KeyState.Active or KeyState.Deactivated, cancellationToken);

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

    /// <summary>Brings a destroyed key back, within 30 days of its deletion; what it wrapped opens again. One that is not destroyed is no error.</summary>
    /// <param name="keyId">UUID.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">It is too early (30 seconds after the deletion) or too late, or the key has expired.</exception>
    public async Task<Key> RestoreKeyAsync(string keyId, CancellationToken cancellationToken = default)
    {
        const string Operation = "restore a key";
        RequireId(keyId);
        using var answer = await ReceiveAsync(_keys.RestoreAsync(keyId, Operation, idempotent: true, cancellationToken), Operation).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status is not (HttpStatusCode.Conflict or HttpStatusCode.BadRequest))
        {
            throw KeyProtectException.From(answer);
        }

        // A repeat whose first answer was lost is refused, since the key is no longer destroyed.
        var key = await GetKeyAsync(keyId, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess || key.State != KeyState.Destroyed ? key : throw KeyProtectException.From(answer);
    }

    /// <summary>Removes a destroyed key for good, from 4 hours after its deletion; needs the role KeyPurge. One that is gone already is no error.</summary>
    /// <param name="keyId">UUID.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">It is too early, the key is not destroyed, or the role is missing.</exception>
    public async Task PurgeKeyAsync(string keyId, CancellationToken cancellationToken = default)
    {
        const string Operation = "purge a key";
        RequireId(keyId);
        using var answer = await ReceiveAsync(_keys.PurgeAsync(keyId, Minimal, Operation, cancellationToken), Operation).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
        {
            throw KeyProtectException.From(answer);
        }
    }

    /// <summary>Agrees to the deletion of a key with dual authorization, as the first of two people; good for 7 days.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">The key has no such policy (<see cref="KeyProtectProblem.NoDualAuthorization"/>).</exception>
    public Task SetForDeletionAsync(string key, CancellationToken cancellationToken = default) =>
        ActAsync(key, "setKeyForDeletion", "set a key for deletion", cancellationToken);

    /// <summary>Takes the agreement to a deletion back.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">As <see cref="SetForDeletionAsync"/>.</exception>
    public Task UnsetForDeletionAsync(string key, CancellationToken cancellationToken = default) =>
        ActAsync(key, "unsetKeyForDeletion", "unset a key for deletion", cancellationToken);

    /// <summary>Asks the services that use a key to bring their registrations up to date; may take 4 hours.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task SyncKeyAsync(string key, CancellationToken cancellationToken = default) => ActAsync(key, "sync", "sync a key", cancellationToken);

    /// <summary>Moves a key to another ring; access by rings follows within 10 minutes.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="keyRing">The ring, or <c>default</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">There is no such ring (<see cref="KeyProtectProblem.KeyRing"/>) or key.</exception>
    public async Task<Key> MoveToKeyRingAsync(string key, string keyRing, CancellationToken cancellationToken = default)
    {
        const string Operation = "move a key to a key ring";
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentException.ThrowIfNullOrEmpty(keyRing);
        using var body = SecretJson.Write(KeyType, keyRing, static (writer, ring) =>
        {
            writer.WriteStartObject();
            writer.WriteString("keyRingID", ring);
            writer.WriteEndObject();
        });
        return OnlyKey(
            await ReadAsync(_keys.PatchAsync(key, body, Operation, idempotent: true, cancellationToken), Operation, KeyProtectJson.Default.CollectionWireKeyWire).ConfigureAwait(false), Operation);
    }

    private async Task ChangeStateAsync(string key, string action, string operation, Func<KeyState, bool> isWanted, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        using var answer = await ReceiveAsync(_actions.ActAsync(key, action, operation, idempotent: true, cancellationToken), operation).ConfigureAwait(false);

        // A repeat whose first answer was lost finds its own effect, and is refused.
        if (!answer.IsSuccess
            && (answer.Status != HttpStatusCode.Conflict || !isWanted((await GetKeyAsync(key, cancellationToken).ConfigureAwait(false)).State)))
        {
            throw KeyProtectException.From(answer);
        }
    }

    private async Task ActAsync(string key, string action, string operation, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        await SendAsync(_actions.ActAsync(key, action, operation, idempotent: true, cancellationToken), operation).ConfigureAwait(false);
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
