namespace IBMCloud.Iam;

/// <summary>A role that exists, and what it allows.</summary>
public sealed record RoleDescription
{
    /// <summary>The role.</summary>
    public required IamRole Role { get; init; }

    /// <summary>Name as people see it.</summary>
    public required string DisplayName { get; init; }

    /// <summary>What it is for, or <see langword="null"/>.</summary>
    public string? Description { get; init; }

    /// <summary>Who defines it.</summary>
    public required RoleKind Kind { get; init; }

    /// <summary>The actions it allows, for example <c>kms.secrets.unwrap</c>.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];
}
