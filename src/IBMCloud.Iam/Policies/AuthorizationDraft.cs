namespace IBMCloud.Iam;

/// <summary>An authorization that is to be there: a service may use another service of the account.</summary>
public sealed record AuthorizationDraft
{
    /// <summary>The service name behind the console's label "Cloud Block Storage": what unwraps the keys of encrypted images and disks.</summary>
    public const string CloudBlockStorage = "server-protect";

    /// <summary>Account of both services.</summary>
    public required string AccountId { get; init; }

    /// <summary>The service that gets access.</summary>
    public string SourceService { get; init; } = CloudBlockStorage;

    /// <summary>One instance of the source; all where <see langword="null"/>, as Cloud Block Storage needs it.</summary>
    public string? SourceInstance { get; init; }

    /// <summary>The service that is used, for example <c>kms</c> or <c>hs-crypto</c>.</summary>
    public required string TargetService { get; init; }

    /// <summary>GUID of one instance of the target; all where <see langword="null"/>.</summary>
    public string? TargetInstance { get; init; }

    /// <summary>Roles; Reader by default, which is all that unwrapping needs.</summary>
    public IReadOnlyList<IamRole> Roles { get; init; } = [IamRole.Reader];

    /// <summary>Description of an authorization that is made; an existing one is not compared by it.</summary>
    public string? Description { get; init; }

    internal PolicyGrant ToGrant()
    {
        ArgumentException.ThrowIfNullOrEmpty(AccountId);
        ArgumentException.ThrowIfNullOrEmpty(SourceService);
        ArgumentException.ThrowIfNullOrEmpty(TargetService);
        if (Roles is not { Count: > 0 })
        {
            throw new ArgumentException("An authorization without roles grants nothing. Name at least one role.", nameof(Roles));
        }

        return new(
            PolicyKind.Authorization,
            AccountId,
            Description,
            Side(SourceService, SourceInstance),
            Side(TargetService, TargetInstance),
            [.. Roles.Distinct()]);
    }

    private IReadOnlyList<PolicyAttribute> Side(string service, string? instance) => instance is null
        ? [new("accountId", AccountId), new("serviceName", service)]
        : [new("accountId", AccountId), new("serviceName", service), new("serviceInstance", instance)];
}
