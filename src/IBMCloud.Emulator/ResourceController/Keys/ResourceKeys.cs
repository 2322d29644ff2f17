using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ResourceController.Instances;

namespace IBMCloud.Emulator.ResourceController.Keys;

/// <summary>All resource keys. Object Storage asks here whose HMAC pair signed a request. Read and change it under the store's gate.</summary>
internal sealed class ResourceKeys(EmulatedCloud cloud)
{
    private readonly Dictionary<string, ResourceKey> _byGuid = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ResourceKey> All => _byGuid.Values;

    public void Add(ResourceKey key) => _byGuid.Add(key.Guid, key);

    /// <summary>The key with this GUID or CRN, or null.</summary>
    public ResourceKey? Find(string id)
    {
        var parts = id.Split(':');
        return _byGuid.TryGetValue(parts.Length == 10 ? parts[9] : id, out var found) && (parts.Length < 10 || id == found.Crn) ? found : null;
    }

    /// <summary>The HMAC pair with this access key id and the identity that it acts as; null where there is none (any more).</summary>
    public (HmacPair Pair, Identity Identity)? FindHmac(string accessKeyId)
    {
        var key = All.FirstOrDefault(one => one.Hmac?.AccessKeyId == accessKeyId);
        return key is not null && cloud.State.Iam.FindIdentity(key.IamId) is { } identity ? (key.Hmac!, identity) : null;
    }

    /// <summary>Removes a key with its API key and, if it was made for it, its service ID.</summary>
    public void Remove(ResourceKey key)
    {
        _byGuid.Remove(key.Guid);
        cloud.State.Iam.ApiKeys.Remove(key.ApiKeyId);
        if (key.OwnServiceId is { } own && cloud.State.Iam.ServiceIds.TryGetValue(own, out var made))
        {
            cloud.State.Iam.Remove(made);
        }
    }

    /// <summary>Removes the keys of an instance that is being deleted.</summary>
    /// <exception cref="ServiceError">400: it has keys, and they were not to be deleted with it.</exception>
    public void RemoveOf(ManagedInstance instance, bool recursive)
    {
        var keys = All.Where(key => key.Source == instance).ToList();
        if (keys.Count > 0 && !recursive)
        {
            throw new ServiceError(400, "RC-ResourceHasKeys", $"The instance '{instance.Guid}' has {keys.Count} resource keys. Delete them first, or send recursive=true.");
        }

        keys.ForEach(Remove);
    }
}
