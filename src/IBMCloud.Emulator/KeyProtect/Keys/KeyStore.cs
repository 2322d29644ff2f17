using IBMCloud.Emulator.KeyProtect.Import;
using IBMCloud.Emulator.KeyProtect.Policies;
using IBMCloud.Emulator.State;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>What one instance of Key Protect holds. Read and change it under the store's gate.</summary>
internal sealed class KeyStore(ServiceInstance instance)
{
    public const string DefaultRing = "default";

    public ServiceInstance Instance { get; } = instance;

    public Dictionary<string, StoredKey> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

    public Dictionary<string, KeyRing> Rings { get; } = new(StringComparer.Ordinal);

    public ImportToken? ImportToken { get; set; }

    public Dictionary<string, InstancePolicy> Policies { get; } = new(StringComparer.Ordinal);

    /// <summary>A key by id or alias; a purged one is not there.</summary>
    public StoredKey? Find(string idOrAlias, DateTimeOffset now)
    {
        var key = Keys.GetValueOrDefault(idOrAlias) ?? Keys.Values.FirstOrDefault(one => one.Aliases.Contains(idOrAlias, StringComparer.Ordinal));
        if (key?.IsPurgedAt(now) == true)
        {
            Keys.Remove(key.Id);
            return null;
        }

        key?.RotateWhenDue(now);
        return key;
    }

    public string CrnOf(StoredKey key) =>
        $"crn:v1:bluemix:public:{Instance.ServiceName}:{Instance.Region}:a/{Instance.AccountId}:{Instance.Guid}:key:{key.Id}";
}
