using System.Net;
using IBMCloud.KeyProtect.Wire;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    /// <summary>Sees to it that there is a key ring. One that is there is no error; an instance has at most 50.</summary>
    /// <param name="id">2 to 100 letters, digits, '-' or '_'.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task EnsureKeyRingAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "create a key ring";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_api.CreateKeyRingAsync(id, Operation, idempotent: true, cancellationToken), Operation).ConfigureAwait(false);

        // A ring has nothing but its name: one that is there, by whomever, is the one that was asked for.
        if (!answer.IsSuccess
            && (answer.Status != HttpStatusCode.Conflict || !(await ListKeyRingsAsync(cancellationToken).ConfigureAwait(false)).Any(ring => ring.Id == id)))
        {
            throw KeyProtectException.From(answer);
        }
    }

    /// <summary>The key rings of the instance, <c>default</c> among them.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<KeyRing>> ListKeyRingsAsync(CancellationToken cancellationToken = default)
    {
        const string Operation = "list key rings";
        var answer = await ReadAsync(_api.ListKeyRingsAsync(Operation, cancellationToken), Operation, KeyProtectJson.Default.CollectionWireKeyRingWire).ConfigureAwait(false);
        return [.. (answer.Resources ?? []).Where(ring => !string.IsNullOrEmpty(ring.Id)).Select(ring => new KeyRing(ring.Id!, ring.CreatedAt, ring.CreatedBy))];
    }

    /// <summary>Deletes a key ring. One that is gone already is no error.</summary>
    /// <param name="id">The ring.</param>
    /// <param name="evenWithDestroyedKeys">Destroyed keys that are in it move to <c>default</c>; without this they keep the ring from being deleted.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">It has keys (<see cref="KeyProtectProblem.KeyRing"/>).</exception>
    public async Task DeleteKeyRingAsync(string id, bool evenWithDestroyedKeys = false, CancellationToken cancellationToken = default)
    {
        const string Operation = "delete a key ring";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_api.DeleteKeyRingAsync(id, evenWithDestroyedKeys ? "true" : null, Operation, cancellationToken), Operation).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
        {
            throw KeyProtectException.From(answer);
        }
    }
}
