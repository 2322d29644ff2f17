using System.Diagnostics.CodeAnalysis;

namespace IBMCloud.Core;

/// <summary>
/// A Cloud Resource Name: ten parts with colons between them,
/// <c>crn:v1:bluemix:public:SERVICE:REGION:a/ACCOUNT:INSTANCE:RESOURCE TYPE:RESOURCE</c>. Any part after the service may be empty.
/// </summary>
public sealed record Crn
{
    private const int Parts = 10;

    private Crn(string[] parts)
    {
        Version = parts[1];
        CName = parts[2];
        CType = parts[3];
        ServiceName = parts[4];
        Region = parts[5];
        Scope = parts[6];
        ServiceInstance = parts[7];
        ResourceType = parts[8];
        Resource = parts[9];
    }

    /// <summary>Version, <c>v1</c>.</summary>
    public string Version { get; }

    /// <summary>Cloud, <c>bluemix</c> for the public one.</summary>
    public string CName { get; }

    /// <summary>Kind of cloud, <c>public</c>.</summary>
    public string CType { get; }

    /// <summary>Service, for example <c>kms</c>.</summary>
    public string ServiceName { get; }

    /// <summary>Region, <c>global</c>, or empty.</summary>
    public string Region { get; }

    /// <summary>Scope, normally <c>a/ACCOUNT</c>.</summary>
    public string Scope { get; }

    /// <summary>The account's id, or empty where the scope is no account.</summary>
    public string AccountId => Scope.StartsWith("a/", StringComparison.Ordinal) ? Scope[2..] : "";

    /// <summary>GUID of the service instance, or empty.</summary>
    public string ServiceInstance { get; }

    /// <summary>Kind of resource in the instance, for example <c>key</c> or <c>bucket</c>, or empty.</summary>
    public string ResourceType { get; }

    /// <summary>The resource in the instance, or empty.</summary>
    public string Resource { get; }

    /// <summary>Makes the CRN of an instance of a service in the public cloud.</summary>
    /// <param name="serviceName">Service, for example <c>kms</c>.</param>
    /// <param name="region">Region or <c>global</c>.</param>
    /// <param name="accountId">Account.</param>
    /// <param name="serviceInstance">GUID of the instance.</param>
    public static Crn ForInstance(string serviceName, string region, string accountId, string serviceInstance) =>
        Parse($"crn:v1:bluemix:public:{serviceName}:{region}:a/{accountId}:{serviceInstance}::");

    /// <summary>Reads a CRN.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is no CRN.</exception>
    public static Crn Parse(string text) => TryParse(text, out var crn)
        ? crn
        : throw new FormatException($"'{text}' is not a CRN. It has ten parts: crn:v1:bluemix:public:SERVICE:REGION:a/ACCOUNT:INSTANCE:TYPE:RESOURCE.");

    /// <summary>Reads a CRN.</summary>
    /// <param name="text">The text.</param>
    /// <param name="crn">The CRN.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Crn? crn)
    {
        crn = null;
        // A resource may hold colons itself, so the last part takes all that is left.
        var parts = text?.Split(':', Parts) ?? [];
        if (parts.Length != Parts || parts[0] != "crn" || parts[1].Length == 0 || parts[2].Length == 0 || parts[3].Length == 0 || parts[4].Length == 0)
        {
            return false;
        }

        crn = new Crn(parts);
        return true;
    }

    /// <summary>The CRN of a resource in this instance.</summary>
    /// <param name="resourceType">Kind, for example <c>key</c>.</param>
    /// <param name="resource">The resource.</param>
    public Crn WithResource(string resourceType, string resource) =>
        new(["crn", Version, CName, CType, ServiceName, Region, Scope, ServiceInstance, resourceType, resource]);

    /// <summary>The CRN as the services write it.</summary>
    public override string ToString() => $"crn:{Version}:{CName}:{CType}:{ServiceName}:{Region}:{Scope}:{ServiceInstance}:{ResourceType}:{Resource}";
}
