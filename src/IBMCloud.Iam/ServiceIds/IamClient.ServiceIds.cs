using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

public sealed partial class IamClient
{
    private const int DeleteAttempts = 3;

    /// <summary>The service IDs of an account.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="name">Only those with exactly this name; all where <see langword="null"/>.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<ServiceId> ListServiceIdsAsync(
        string accountId, string? name = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Operation = "list service IDs";
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        string? mark = null;
        do
        {
            var page = await ReadAsync(
                _identity.ListServiceIdsAsync(accountId, name, PageSize, mark, Operation, cancellationToken), Operation, IamJson.Default.ServiceIdPageWire).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                var serviceId = ToServiceId(item, Operation);
                if (name is null || serviceId.Name == name)
                {
                    yield return serviceId;
                }
            }

            mark = PageLink.MarkOf(Service, _address, page.Next, "pagetoken");
        }
        while (mark is not null);
    }

    /// <summary>One service ID.</summary>
    /// <param name="id"><c>ServiceId-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ServiceId> GetServiceIdAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "get a service ID";
        ArgumentException.ThrowIfNullOrEmpty(id);
        return ToServiceId(
            await ReadAsync(_identity.GetServiceIdAsync(id, Operation, cancellationToken), Operation, IamJson.Default.ServiceIdWire).ConfigureAwait(false), Operation);
    }

    /// <summary>
    /// Makes a service ID. Where the answer was lost, and a description was given, the service ID is looked up by name and description, so that a
    /// marker in the description makes the call safe to repeat.
    /// </summary>
    /// <param name="accountId">Account.</param>
    /// <param name="name">Name; need not be unique.</param>
    /// <param name="description">Description; a caller's marker of ownership belongs here.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ServiceId> CreateServiceIdAsync(string accountId, string name, string? description = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "create a service ID";
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        ArgumentException.ThrowIfNullOrEmpty(name);
        try
        {
            using var body = Json(new ServiceIdDraftWire { AccountId = accountId, Name = name, Description = description }, IamJson.Default.ServiceIdDraftWire);
            return ToServiceId(
                await ReadAsync(_identity.CreateServiceIdAsync(body, Operation, cancellationToken), Operation, IamJson.Default.ServiceIdWire).ConfigureAwait(false), Operation);
        }
        catch (IbmCloudException e) when (IsAmbiguous(e) && !string.IsNullOrEmpty(description))
        {
            if (await FindServiceIdAsync(accountId, name, description, cancellationToken).ConfigureAwait(false) is { } made)
            {
                return made;
            }

            throw;
        }
    }

    /// <summary>The newest service ID with a name and a description.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="name">Name.</param>
    /// <param name="description">Description, compared exactly.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The service ID, or <see langword="null"/>.</returns>
    public async Task<ServiceId?> FindServiceIdAsync(string accountId, string name, string description, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(description);
        ServiceId? newest = null;
        await foreach (var one in ListServiceIdsAsync(accountId, name, cancellationToken).ConfigureAwait(false))
        {
            if (one.Description == description && (newest is null || one.CreatedAt > newest.CreatedAt))
            {
                newest = one;
            }
        }

        return newest;
    }

    /// <summary>
    /// Sees to it that a service ID is there: takes the newest with this name and description, else makes one. Names are not unique: the description is what
    /// tells a caller's own from another's.
    /// </summary>
    /// <param name="accountId">Account.</param>
    /// <param name="name">Name.</param>
    /// <param name="description">Description, compared exactly; a caller's marker of ownership belongs here.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Ensured<ServiceId>> EnsureServiceIdAsync(string accountId, string name, string description, CancellationToken cancellationToken = default) =>
        await FindServiceIdAsync(accountId, name, description, cancellationToken).ConfigureAwait(false) is { } found
            ? new(found, Created: false)
            : new(await CreateServiceIdAsync(accountId, name, description, cancellationToken).ConfigureAwait(false), Created: true);

    /// <summary>Changes a service ID's name and description, as long as nobody else changes it at the same time.</summary>
    /// <param name="id"><c>ServiceId-UUID</c>.</param>
    /// <param name="name">New name; <see langword="null"/> keeps the present one.</param>
    /// <param name="description">New description, empty for none; <see langword="null"/> keeps the present one.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">It is locked, or was changed at the same time.</exception>
    public async Task<ServiceId> UpdateServiceIdAsync(string id, string? name = null, string? description = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "update a service ID";
        ArgumentException.ThrowIfNullOrEmpty(id);
        var present = await ReadAsync(_identity.GetServiceIdAsync(id, Operation, cancellationToken), Operation, IamJson.Default.ServiceIdWire).ConfigureAwait(false);
        using var body = Json(new ServiceIdChangeWire { Name = name, Description = description }, IamJson.Default.ServiceIdChangeWire);
        using var answer = await ReceiveAsync(
            _identity.UpdateServiceIdAsync(id, Need(present.EntityTag, Operation, "entity_tag"), body, Operation, cancellationToken), Operation).ConfigureAwait(false);
        if (answer.Status is HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed && !SaysLocked(answer))
        {
            // A repeat after a lost answer finds the tag changed by itself: what counts is whether the change is there.
            var now = await GetServiceIdAsync(id, cancellationToken).ConfigureAwait(false);
            if ((name is null || now.Name == name) && (description is null || (now.Description ?? "") == description))
            {
                return now;
            }
        }

        return answer.IsSuccess
            ? ToServiceId(answer.Read(static body => JsonSerializer.Deserialize(body, IamJson.Default.ServiceIdWire)), Operation)
            : throw answer.ToException(SaysLocked(answer) ? "Unlock it first (UnlockServiceIdAsync)." : null);
    }

    /// <summary>Deletes a service ID with its API keys. One that is gone already is no error. Tokens given out stay valid until they end.</summary>
    /// <param name="id"><c>ServiceId-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">It is locked, or the identity may not delete it.</exception>
    public async Task DeleteServiceIdAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "delete a service ID";
        ArgumentException.ThrowIfNullOrEmpty(id);
        for (var attempt = 1; ; attempt++)
        {
            using var answer = await ReceiveAsync(_identity.DeleteServiceIdAsync(id, Operation, cancellationToken), Operation).ConfigureAwait(false);
            if (answer.IsSuccess || answer.Status == HttpStatusCode.NotFound)
            {
                return;
            }

            // A conflict says that one of its keys was not deleted; IBM's remedy is to delete again.
            if (answer.Status != HttpStatusCode.Conflict || attempt == DeleteAttempts)
            {
                throw answer.ToException(SaysLocked(answer) ? "Unlock it first (UnlockServiceIdAsync)." : null);
            }
        }
    }

    /// <summary>Locks a service ID: it and its policies refuse to be changed or deleted.</summary>
    /// <param name="id"><c>ServiceId-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task LockServiceIdAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "lock a service ID";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_identity.LockServiceIdAsync(id, Operation, idempotent: true, cancellationToken), Operation).ConfigureAwait(false);
        answer.EnsureSuccess();
    }

    /// <summary>Unlocks a service ID.</summary>
    /// <param name="id"><c>ServiceId-UUID</c>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task UnlockServiceIdAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "unlock a service ID";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_identity.UnlockServiceIdAsync(id, Operation, cancellationToken), Operation).ConfigureAwait(false);
        answer.EnsureSuccess();
    }

    private static bool SaysLocked(IbmCloudAnswer answer) => answer.ErrorMessage?.Contains("lock", StringComparison.OrdinalIgnoreCase) == true;

    private static ServiceId ToServiceId(ServiceIdWire wire, string operation) => new()
    {
        Id = Need(wire.Id, operation, "id"),
        IamId = wire.IamId ?? "iam-" + wire.Id,
        AccountId = wire.AccountId ?? "",
        Name = wire.Name ?? "",
        Description = string.IsNullOrEmpty(wire.Description) ? null : wire.Description,
        Crn = Crn.TryParse(wire.Crn, out var crn) ? crn : null,
        IsLocked = wire.Locked,
        CreatedAt = Time(wire.CreatedAt),
    };
}
