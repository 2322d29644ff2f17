using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.KeyProtect.Wire;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    /// <summary>The keys of the instance that the identity may list. With access to single key rings only those are listed; keys granted one by one are not.</summary>
    /// <param name="filter">Which ones; all but destroyed ones where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<Key> ListKeysAsync(KeyFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Operation = "list keys";
        filter ??= new KeyFilter();
        filter.Validate();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var offset = 0; ; offset += PageSize)
        {
            var page = await ReadAsync(
                _keys.ListAsync(
                    PageSize, offset, filter.StateQuery, filter.ExtractableQuery, filter.SearchQuery, filter.FilterQuery, filter.SortQuery, filter.KeyRing, Operation, cancellationToken),
                Operation,
                KeyProtectJson.Default.CollectionWireKeyWire).ConfigureAwait(false);
            var items = page.Resources ?? [];
            foreach (var item in items)
            {
                // A key that was made or deleted meanwhile moves the others between pages.
                var key = KeyReading.Read(item, _service, Operation);
                if (filter.Matches(key) && seen.Add(key.Id))
                {
                    yield return key;
                }
            }

            if (items.Count < PageSize)
            {
                yield break;
            }
        }
    }

    /// <summary>How many keys there are.</summary>
    /// <param name="filter">Which ones; all but destroyed ones where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<int> CountKeysAsync(KeyFilter? filter = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "count keys";
        filter ??= new KeyFilter();
        filter.Validate();
        using var answer = await ReceiveAsync(
            _keys.CountAsync(filter.StateQuery, filter.ExtractableQuery, filter.SearchQuery, filter.FilterQuery, filter.KeyRing, Operation, cancellationToken), Operation).ConfigureAwait(false);
        return !answer.IsSuccess ? throw KeyProtectException.From(answer)
            : int.TryParse(answer.Header("Key-Total"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count
            : throw new IbmCloudException(_service, Operation, $"{_service} answered '{Operation}' without the header Key-Total. Check that the configured endpoint is {_service}.");
    }

    /// <summary>One key, without its material, in any state.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">There is none (<see cref="KeyProtectProblem.KeyNotFound"/>), or it may not be seen.</exception>
    public async Task<Key> GetKeyAsync(string key, CancellationToken cancellationToken = default)
    {
        const string Operation = "get a key";
        ArgumentException.ThrowIfNullOrEmpty(key);
        return OnlyKey(
            await ReadAsync(_keys.GetMetadataAsync(key, Operation, cancellationToken), Operation, KeyProtectJson.Default.CollectionWireKeyWire).ConfigureAwait(false), Operation);
    }

    /// <summary>The key that has an alias.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The key, or <see langword="null"/> where none has it.</returns>
    public async Task<Key?> FindKeyByAliasAsync(string alias, CancellationToken cancellationToken = default)
    {
        const string Operation = "find a key by its alias";
        KeyDraft.RequireAlias(alias, nameof(alias));
        using var answer = await ReceiveAsync(_keys.GetMetadataAsync(alias, Operation, cancellationToken), Operation).ConfigureAwait(false);
        return answer.Status == HttpStatusCode.NotFound ? null
            : !answer.IsSuccess ? throw KeyProtectException.From(answer)
            : OnlyKey(answer.Read(static body => JsonSerializer.Deserialize(body, KeyProtectJson.Default.CollectionWireKeyWire)), Operation);
    }

    /// <summary>The material of a standard key. A root key's never leaves the service.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">It is a root key, or the identity may not read it (ReaderPlus, Writer or Manager may).</exception>
    public async Task<SecretBytes> GetPayloadAsync(string key, CancellationToken cancellationToken = default)
    {
        const string Operation = "read a key's payload";
        ArgumentException.ThrowIfNullOrEmpty(key);
        var found = await ReadAsync(_keys.GetAsync(key, Operation, cancellationToken), Operation, KeyProtectJson.Default.CollectionWireKeyWire).ConfigureAwait(false);
        using var payload = found.Resources?.FirstOrDefault()?.Payload
            ?? throw new KeyProtectException(KeyProtectProblem.InvalidRequest, _service, Operation, $"The key '{key}' has no payload to read. Only standard keys have; a root key never leaves the service.");
        return Decode(payload, Operation);
    }

    /// <summary>The versions of a key, newest first; each rotation makes one.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="evenIfDestroyed">Also those of a destroyed key.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<KeyVersion> ListKeyVersionsAsync(
        string key, bool evenIfDestroyed = false, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Operation = "list a key's versions";
        ArgumentException.ThrowIfNullOrEmpty(key);
        for (var offset = 0; ; offset += PageSize)
        {
            var page = await ReadAsync(
                _keys.ListVersionsAsync(key, PageSize, offset, evenIfDestroyed ? "true" : null, Operation, cancellationToken), Operation, KeyProtectJson.Default.CollectionWireKeyVersionWire)
                .ConfigureAwait(false);
            var items = page.Resources ?? [];
            foreach (var item in items)
            {
                yield return KeyReading.Version(item) ?? throw new IbmCloudException(_service, Operation, $"{_service} answered a version without id. Check that the configured endpoint is {_service}.");
            }

            if (items.Count < PageSize)
            {
                yield break;
            }
        }
    }

    private Key OnlyKey(CollectionWire<KeyWire> answer, string operation) => KeyReading.Read(answer.Resources?.FirstOrDefault(), _service, operation);

    private SecretBytes Decode(SecretString base64, string operation)
    {
        try
        {
            return SecretBytes.FromBase64(base64.Utf8);
        }
        catch (FormatException)
        {
            throw new IbmCloudException(_service, operation, $"{_service} answered '{operation}' with key material that is not base64. Report it with the correlation id.");
        }
    }
}
