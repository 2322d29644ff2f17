namespace IBMCloud.Iam;

/// <summary>A role that a policy grants, by its CRN.</summary>
/// <remarks>Platform roles act on an instance as a resource, service roles inside it. <c>role:Reader</c> does not exist: Reader, Writer and Manager are
/// service roles.</remarks>
public sealed record IamRole
{
    private const string Platform = "crn:v1:bluemix:public:iam::::role:";
    private const string ServiceWide = "crn:v1:bluemix:public:iam::::serviceRole:";

    private IamRole(string id) => Id = id;

    /// <summary>Platform: see that it exists.</summary>
    public static IamRole Viewer { get; } = new(Platform + "Viewer");

    /// <summary>Platform: see and operate.</summary>
    public static IamRole Operator { get; } = new(Platform + "Operator");

    /// <summary>Platform: make, change and delete.</summary>
    public static IamRole Editor { get; } = new(Platform + "Editor");

    /// <summary>Platform: all, including who else has access.</summary>
    public static IamRole Administrator { get; } = new(Platform + "Administrator");

    /// <summary>Lets a source service give its authorization to a service that it depends on.</summary>
    public static IamRole AuthorizationDelegator { get; } = new(Platform + "AuthorizationDelegator");

    /// <summary>Service: read; in Key Protect also wrap and unwrap.</summary>
    public static IamRole Reader { get; } = new(ServiceWide + "Reader");

    /// <summary>Service: read and write.</summary>
    public static IamRole Writer { get; } = new(ServiceWide + "Writer");

    /// <summary>Service: all.</summary>
    public static IamRole Manager { get; } = new(ServiceWide + "Manager");

    /// <summary>The role's CRN.</summary>
    public string Id { get; }

    /// <summary>The role's name, the last part of the CRN.</summary>
    public string Name => Id[(Id.LastIndexOf(':') + 1)..];

    /// <summary>A role that one service defines, for example <c>ObjectReader</c> of <c>cloud-object-storage</c>.</summary>
    /// <param name="serviceName">Service.</param>
    /// <param name="role">Role.</param>
    public static IamRole OfService(string serviceName, string role)
    {
        ArgumentException.ThrowIfNullOrEmpty(serviceName);
        ArgumentException.ThrowIfNullOrEmpty(role);
        return new($"crn:v1:bluemix:public:{serviceName}::::serviceRole:{role}");
    }

    /// <summary>A role by its CRN, custom ones too.</summary>
    /// <param name="id">The CRN.</param>
    /// <exception cref="FormatException">It is no CRN of a role.</exception>
    public static IamRole Parse(string id) => Core.Crn.TryParse(id, out var crn) && crn.Resource.Length > 0
        ? new(id)
        : throw new FormatException($"'{id}' is not the CRN of a role. It has the form of {ServiceWide}Reader.");

    internal static IamRole FromService(string id) => new(id);

    /// <summary>The role's CRN.</summary>
    public override string ToString() => Id;
}
