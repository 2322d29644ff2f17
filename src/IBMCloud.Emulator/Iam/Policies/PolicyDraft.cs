using IBMCloud.Emulator.Access;

namespace IBMCloud.Emulator.Iam.Policies;

/// <summary>What a create or replace request asks for, from either version of the API.</summary>
internal sealed record PolicyDraft(
    string Type,
    string? Description,
    IReadOnlyList<PolicyAttribute> Subject,
    IReadOnlyList<PolicyAttribute> Resource,
    IReadOnlyList<string> Roles)
{
    /// <summary>The value that a resource attribute must have, or null.</summary>
    public string? ResourceValue(string key) => Resource.FirstOrDefault(one => one.Key == key && one.Operator == PolicyAttribute.StringEquals)?.Value;

    /// <summary>The value that a subject attribute must have, or null.</summary>
    public string? SubjectValue(string key) => Subject.FirstOrDefault(one => one.Key == key)?.Value;

    /// <summary>What the policy opens, as far as it names it: who writes the policy must be Administrator of that.</summary>
    public ResourceScope Scope(string accountId) => new(ResourceValue("serviceName") ?? (ResourceValue("serviceType") == "platform_service" ? "iam-access-management" : ""), accountId)
    {
        ServiceInstance = ResourceValue("serviceInstance"),
        ResourceType = ResourceValue("resourceType"),
        Resource = ResourceValue("resource"),
        KeyRing = ResourceValue("keyRing"),
        ResourceGroupId = ResourceValue("resourceGroupId"),
    };
}
