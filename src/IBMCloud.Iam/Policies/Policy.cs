namespace IBMCloud.Iam;

/// <summary>A policy: who (subject) may do what (roles) with what (resource).</summary>
public sealed record Policy
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>Access of an identity, or authorization of a service.</summary>
    public required PolicyKind Kind { get; init; }

    /// <summary>Description, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>Who.</summary>
    public required IReadOnlyList<PolicyAttribute> Subject { get; init; }

    /// <summary>With what.</summary>
    public required IReadOnlyList<PolicyAttribute> Resource { get; init; }

    /// <summary>What.</summary>
    public required IReadOnlyList<IamRole> Roles { get; init; }

    /// <summary>It holds under conditions only: resource tags, or a rule such as a time of day.</summary>
    public bool IsConditional { get; init; }

    /// <summary>When it was made, or <see langword="null"/> where the service does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>It grants exactly this: the same roles, subject and resource, in any order, without conditions.</summary>
    internal bool IsExactly(PolicyGrant grant) =>
        Kind == grant.Kind && !IsConditional && Same(Subject, grant.Subject) && Same(Resource, grant.Resource) && Same(Roles, grant.Roles);

    /// <summary>It grants this and perhaps more: for the same subject, on a resource at least as wide, at least these roles.</summary>
    internal bool Covers(PolicyGrant grant) =>
        Kind == grant.Kind && !IsConditional && Same(Subject, grant.Subject) && Resource.All(grant.Resource.Contains) && grant.Roles.All(Roles.Contains);

    private static bool Same<T>(IReadOnlyList<T> one, IReadOnlyList<T> other) => one.ToHashSet().SetEquals(other);
}
