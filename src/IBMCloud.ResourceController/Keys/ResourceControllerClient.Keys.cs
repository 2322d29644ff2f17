using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.ResourceController.Wire;

namespace IBMCloud.ResourceController;

public sealed partial class ResourceControllerClient
{
    /// <summary>The credentials of an instance. Each holds secrets: dispose it.</summary>
    /// <param name="instance">GUID or CRN of the instance.</param>
    /// <param name="name">Only those with exactly this name.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<ResourceKey> ListResourceKeysAsync(
        string instance, string? name = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Operation = "list resource keys";
        ArgumentException.ThrowIfNullOrEmpty(instance);
        string? mark = null;
        do
        {
            var page = await ReadAsync(
                _instances.ListKeysAsync(instance, PageSize, mark, Operation, cancellationToken), Operation, ResourceJson.Default.ResourceKeyPageWire).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                var key = ResourceKeyReading.Read(item, Operation);
                if (name is null || key.Name == name)
                {
                    yield return key;
                }
                else
                {
                    key.Dispose();
                }
            }

            mark = PageLink.MarkOf(Service, _address, page.NextUrl, "start");
        }
        while (mark is not null);
    }

    /// <summary>One set of credentials.</summary>
    /// <param name="id">GUID or CRN of the resource key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ResourceKey> GetResourceKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "get a resource key";
        ArgumentException.ThrowIfNullOrEmpty(id);
        return ResourceKeyReading.Read(
            await ReadAsync(_instances.GetKeyAsync(id, Operation, cancellationToken), Operation, ResourceJson.Default.ResourceKeyWire).ConfigureAwait(false), Operation);
    }

    /// <summary>
    /// Makes credentials of an instance. Names are not unique, so where the answer was lost they are looked for: those that are new and have this name are taken.
    /// </summary>
    /// <param name="draft">The credentials to be made.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ResourceKey> CreateResourceKeyAsync(ResourceKeyDraft draft, CancellationToken cancellationToken = default)
    {
        const string Operation = "create a resource key";
        ArgumentNullException.ThrowIfNull(draft);
        draft.Validate();
        var before = await KeysLikeAsync(draft, cancellationToken).ConfigureAwait(false);
        try
        {
            var wire = new ResourceKeyDraftWire
            {
                Name = draft.Name,
                Source = draft.Source,
                Role = draft.Role?.Id,
                Parameters = draft.WithHmac || draft.ServiceId is not null
                    ? new ResourceKeyParametersWire { Hmac = draft.WithHmac ? true : null, ServiceIdCrn = draft.ServiceId?.ToString() }
                    : null,
            };
            using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(wire, ResourceJson.Default.ResourceKeyDraftWire)) { Headers = { ContentType = new("application/json") } };
            return ResourceKeyReading.Read(
                await ReadAsync(_instances.CreateKeyAsync(body, Operation, cancellationToken), Operation, ResourceJson.Default.ResourceKeyWire).ConfigureAwait(false), Operation);
        }
        catch (IbmCloudException e) when (IsAmbiguous(e))
        {
            var after = await KeysLikeAsync(draft, cancellationToken).ConfigureAwait(false);
            if (after.Except(before).FirstOrDefault() is { } made)
            {
                return await GetResourceKeyAsync(made, cancellationToken).ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Deletes credentials with the service ID that was made for them. Those that are gone already are no error.</summary>
    /// <param name="id">GUID or CRN of the resource key.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task DeleteResourceKeyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "delete a resource key";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await IbmCloudAnswer.ReceiveAsync(_instances.DeleteKeyAsync(id, Operation, cancellationToken), Service, Operation).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Gone))
        {
            throw answer.ToException();
        }
    }

    private async Task<HashSet<string>> KeysLikeAsync(ResourceKeyDraft draft, CancellationToken cancellationToken)
    {
        var guids = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var key in ListResourceKeysAsync(draft.Source, draft.Name, cancellationToken).ConfigureAwait(false))
        {
            guids.Add(key.Guid);
            key.Dispose();
        }

        return guids;
    }
}
