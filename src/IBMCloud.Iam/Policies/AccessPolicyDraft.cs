namespace IBMCloud.Iam;

/// <summary>An access policy that is to be there: an identity has roles on resources.</summary>
public sealed record AccessPolicyDraft
{
    /// <summary>Account.</summary>
    public required string AccountId { get; init; }

    /// <summary>The identity, for example a <see cref="ServiceId.IamId"/>.</summary>
    public required string IamId { get; init; }

    /// <summary>At least one role.</summary>
    public required IReadOnlyList<IamRole> Roles { get; init; }

    /// <summary>On what.</summary>
    public required PolicyTarget Target { get; init; }

    /// <summary>Description of a policy that is made; an existing one is not compared by it.</summary>
    public string? Description { get; init; }

    internal PolicyGrant ToGrant()
    {
        ArgumentException.ThrowIfNullOrEmpty(AccountId);
        ArgumentException.ThrowIfNullOrEmpty(IamId);
        ArgumentNullException.ThrowIfNull(Target);
        if (Roles is not { Count: > 0 })
        {
            throw new ArgumentException("A policy without roles grants nothing. Name at least one role.", nameof(Roles));
        }

        return new(PolicyKind.Access, AccountId, Description, [new("iam_id", IamId)], Target.ToAttributes(AccountId), [.. Roles.Distinct()]);
    }
}
