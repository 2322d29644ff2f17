namespace IBMCloud.Iam;

/// <summary>The resources that an access policy is about; every part that is set narrows it.</summary>
public sealed record PolicyTarget
{
    private const string ResourceGroup = "resource-group";

    /// <summary>Service, for example <c>kms</c> or <c>cloud-object-storage</c>; empty for a resource group itself, which belongs to no service.</summary>
    public required string ServiceName { get; init; }

    /// <summary>GUID of one instance; all instances where <see langword="null"/>.</summary>
    public string? ServiceInstance { get; init; }

    /// <summary>Kind of resource in the instance, for example <c>key</c> or <c>bucket</c>.</summary>
    public string? ResourceType { get; init; }

    /// <summary>One resource in the instance: a key's id, a bucket's name.</summary>
    public string? Resource { get; init; }

    /// <summary>A key ring of Key Protect.</summary>
    public string? KeyRing { get; init; }

    /// <summary>Only instances of this resource group.</summary>
    public string? ResourceGroupId { get; init; }

    /// <summary>A resource group itself: to see it, and so to make instances in it. Access to the instances in it is another target.</summary>
    /// <param name="id">Id of the resource group.</param>
    public static PolicyTarget OfResourceGroup(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new() { ServiceName = "", ResourceType = ResourceGroup, Resource = id };
    }

    internal IReadOnlyList<PolicyAttribute> ToAttributes(string accountId)
    {
        if (string.IsNullOrEmpty(ServiceName) && ResourceType != ResourceGroup)
        {
            throw new ArgumentException("A target needs a service, such as kms, or is a resource group (PolicyTarget.OfResourceGroup).");
        }

        List<PolicyAttribute> attributes = [new("accountId", accountId)];
        Add("serviceName", ServiceName.Length == 0 ? null : ServiceName);
        Add("serviceInstance", ServiceInstance);
        Add("resourceType", ResourceType);
        Add("resource", Resource);
        Add("keyRing", KeyRing);
        Add("resourceGroupId", ResourceGroupId);
        return attributes;

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                attributes.Add(new(key, value));
            }
        }
    }
}
