using System.Net;
using System.Runtime.CompilerServices;
using IBMCloud.Core;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

public sealed partial class IamClient
{
    /// <summary>Whose an API key is: its account and identity.</summary>
    /// <param name="apiKey">The key's value.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ApiKey> GetApiKeyDetailsAsync(SecretString apiKey, CancellationToken cancellationToken = default)
    {
        const string Operation = "get an API key's details";
        ArgumentNullException.ThrowIfNull(apiKey);
        return ToApiKey(
            await ReadAsync(_identity.GetApiKeyDetailsAsync(apiKey.Reveal(), Operation, cancellationToken), Operation, IamJson.Default.ApiKeyWire).ConfigureAwait(false), Operation);
    }

    /// <summary>One API key.</summary>
    /// <param name="id"><c>ApiKey-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ApiKey> GetApiKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "get an API key";
        ArgumentException.ThrowIfNullOrEmpty(id);
        return ToApiKey(await ReadAsync(_identity.GetApiKeyAsync(id, Operation, cancellationToken), Operation, IamJson.Default.ApiKeyWire).ConfigureAwait(false), Operation);
    }

    /// <summary>The API keys of an identity.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="iamId">The identity, for example a <see cref="ServiceId.IamId"/>.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<ApiKey> ListApiKeysAsync(
        string accountId, string iamId, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Operation = "list API keys";
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        ArgumentException.ThrowIfNullOrEmpty(iamId);
        string? mark = null;
        do
        {
            var page = await ReadAsync(
                _identity.ListApiKeysAsync(accountId, iamId, PageSize, mark, Operation, cancellationToken), Operation, IamJson.Default.ApiKeyPageWire).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                yield return ToApiKey(item, Operation);
            }

            mark = PageLink.MarkOf(Service, _address, page.Next, "pagetoken");
        }
        while (mark is not null);
    }

    /// <summary>
    /// Makes an API key. Its value is in the answer only: where that was lost, and the draft has a description, the key nobody knows is found by being new
    /// and having that name and description, deleted, and made anew.
    /// </summary>
    /// <param name="draft">The key to be made.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudTransportException">No answer came, and without a description a key left behind cannot be told from others: look for it by
    /// name with <see cref="ListApiKeysAsync"/>.</exception>
    public async Task<CreatedApiKey> CreateApiKeyAsync(ApiKeyDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        ArgumentException.ThrowIfNullOrEmpty(draft.Name);
        if (string.IsNullOrEmpty(draft.Description))
        {
            return await CreateApiKeyOnceAsync(draft, cancellationToken).ConfigureAwait(false);
        }

        var before = await LikeAsync(draft, cancellationToken).ConfigureAwait(false);
        try
        {
            return await CreateApiKeyOnceAsync(draft, cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudException e) when (IsAmbiguous(e))
        {
            var after = await LikeAsync(draft, cancellationToken).ConfigureAwait(false);
            foreach (var orphan in after.Except(before))
            {
                await DeleteApiKeyAsync(orphan, cancellationToken).ConfigureAwait(false);
            }

            return await CreateApiKeyOnceAsync(draft, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes an API key. One that is gone already is no error. Tokens given out stay valid until they end.</summary>
    /// <param name="id"><c>ApiKey-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">It is locked, or the identity may not delete it.</exception>
    public async Task DeleteApiKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "delete an API key";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_identity.DeleteApiKeyAsync(id, Operation, cancellationToken), Operation).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
        {
            throw answer.ToException(SaysLocked(answer) ? "Unlock it first (UnlockApiKeyAsync)." : null);
        }
    }

    /// <summary>Locks an API key: it refuses to be changed or deleted.</summary>
    /// <param name="id"><c>ApiKey-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task LockApiKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "lock an API key";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_identity.LockApiKeyAsync(id, Operation, idempotent: true, cancellationToken), Operation).ConfigureAwait(false);
        answer.EnsureSuccess();
    }

    /// <summary>Unlocks an API key.</summary>
    /// <param name="id"><c>ApiKey-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task UnlockApiKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "unlock an API key";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_identity.UnlockApiKeyAsync(id, Operation, cancellationToken), Operation).ConfigureAwait(false);
        answer.EnsureSuccess();
    }

    /// <summary>Disables an API key: it logs nobody in until it is enabled. Tokens given out stay valid until they end.</summary>
    /// <param name="id"><c>ApiKey-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task DisableApiKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "disable an API key";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_identity.DisableApiKeyAsync(id, Operation, idempotent: true, cancellationToken), Operation).ConfigureAwait(false);
        answer.EnsureSuccess();
    }

    /// <summary>Enables an API key.</summary>
    /// <param name="id"><c>ApiKey-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task EnableApiKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "enable an API key";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_identity.EnableApiKeyAsync(id, Operation, cancellationToken), Operation).ConfigureAwait(false);
        answer.EnsureSuccess();
    }

    private async Task<CreatedApiKey> CreateApiKeyOnceAsync(ApiKeyDraft draft, CancellationToken cancellationToken)
    {
        const string Operation = "create an API key";
        using var body = Json(
            new ApiKeyDraftWire { Name = draft.Name, Description = draft.Description, IamId = draft.IamId, AccountId = draft.AccountId }, IamJson.Default.ApiKeyDraftWire);
        var made = await ReadAsync(
            _identity.CreateApiKeyAsync(body, draft.Locked ? "true" : "false", Operation, cancellationToken), Operation, IamJson.Default.ApiKeyWire).ConfigureAwait(false);
        return new CreatedApiKey(
            ToApiKey(made, Operation),
            made.Value ?? throw new IbmCloudException(Service, Operation, $"IAM made the API key {made.Id} but did not show its value. Delete it, then make another."));
    }

    private async Task<HashSet<string>> LikeAsync(ApiKeyDraft draft, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var key in ListApiKeysAsync(draft.AccountId, draft.IamId, cancellationToken).ConfigureAwait(false))
        {
            if (key.Name == draft.Name && key.Description == draft.Description)
            {
                ids.Add(key.Id);
            }
        }

        return ids;
    }

    private static ApiKey ToApiKey(ApiKeyWire wire, string operation) => new()
    {
        Id = Need(wire.Id, operation, "id"),
        IamId = Need(wire.IamId, operation, "iam_id"),
        AccountId = wire.AccountId ?? "",
        Name = wire.Name ?? "",
        Description = string.IsNullOrEmpty(wire.Description) ? null : wire.Description,
        Crn = Crn.TryParse(wire.Crn, out var crn) ? crn : null,
        IsLocked = wire.Locked,
        IsDisabled = wire.Disabled,
        CreatedAt = Time(wire.CreatedAt),
        ExpiresAt = Time(wire.ExpiresAt),
    };
}
