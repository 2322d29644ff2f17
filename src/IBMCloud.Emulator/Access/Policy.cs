namespace IBMCloud.Emulator.Access;

/// <summary>An access or authorization policy, the same for v1 and v2 of the API.</summary>
internal sealed class Policy
{
    public const string AccessType = "access";
    public const string AuthorizationType = "authorization";

    public required string Id { get; init; }

    public required string Type { get; init; }

    /// <summary>1 or 2: the API version that wrote it last; a v1 list shows v2 policies as placeholders.</summary>
    public required int Version { get; set; }

    public string? Description { get; set; }

    public required IReadOnlyList<PolicyAttribute> Subject { get; set; }

    public required IReadOnlyList<PolicyAttribute> Resource { get; set; }

    /// <summary>Role CRNs.</summary>
    public required IReadOnlyList<string> Roles { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset ModifiedAt { get; set; }

    public required string ModifiedBy { get; set; }

    /// <summary><c>active</c> or <c>deleted</c>.</summary>
    public string State { get; set; } = "active";

    /// <summary>Changes on every write.</summary>
    public int Revision { get; set; } = 1;

    /// <summary>Whether the policy speaks of this identity.</summary>
    public bool AppliesTo(Identity identity) => identity.Kind switch
    {
        IdentityKind.Service => Type == AuthorizationType && Subject.All(one => one.Matches(one.Key switch
        {
            "serviceName" => identity.IamId,
            "accountId" => identity.AccountId,
            "serviceInstance" => identity.ServiceInstance,
            _ => null,
        })),
        _ => Type == AccessType && Subject.All(one => one.Matches(one.Key == "iam_id" ? identity.IamId : null)),
    };

    /// <summary>Whether the policy speaks of this resource.</summary>
    public bool Covers(ResourceScope resource) => Resource.All(one => one.Matches(resource[one.Key]));
}
