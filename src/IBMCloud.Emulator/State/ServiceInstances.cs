namespace IBMCloud.Emulator.State;

/// <summary>The one registry of service instances: the resource controller writes it, the services ask it. Read and change it under the store's gate.</summary>
internal sealed class ServiceInstances
{
    private readonly Dictionary<string, ServiceInstance> _byGuid = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<ServiceInstance> All => _byGuid.Values;

    public void Add(ServiceInstance instance) => _byGuid.Add(instance.Guid, instance);

    /// <summary>The instance with this GUID or CRN (with or without the colons at its end), whatever its state, or null.</summary>
    public ServiceInstance? Find(string guidOrCrn)
    {
        var parts = guidOrCrn.Split(':');
        return _byGuid.GetValueOrDefault(parts.Length >= 8 ? parts[7] : guidOrCrn) is { } found
            && (parts.Length < 8 || guidOrCrn.TrimEnd(':') == found.Crn.TrimEnd(':')) ? found : null;
    }
}
