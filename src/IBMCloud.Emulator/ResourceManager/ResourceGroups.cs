using System.Security.Cryptography;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ResourceManager;

/// <summary>The resource groups of the account; it always has its default one. Read and change it under the store's gate.</summary>
internal sealed class ResourceGroups
{
    private readonly Dictionary<string, ResourceGroup> _byId = new(StringComparer.Ordinal);

    public ResourceGroups(EmulatedCloud cloud) => Default = Add("Default", isDefault: true, cloud.Clock.GetUtcNow());

    public ResourceGroup Default { get; }

    public IEnumerable<ResourceGroup> All => _byId.Values;

    public ResourceGroup? Find(string id) => _byId.GetValueOrDefault(id);

    public ResourceGroup Add(string name, bool isDefault, DateTimeOffset now)
    {
        var group = new ResourceGroup { Id = RandomNumberGenerator.GetHexString(32, lowercase: true), Name = name, IsDefault = isDefault, CreatedAt = now };
        _byId.Add(group.Id, group);
        return group;
    }

    public void Remove(ResourceGroup group) => _byId.Remove(group.Id);
}
