namespace IBMCloud.ResourceController;

/// <summary>The facts of an account, and what they mean.</summary>
/// <remarks>IBM documents no flag that says "upgraded": type, status and link together are the best that the account service tells
/// (types as the IBM Cloud CLI names them).</remarks>
public sealed record Account
{
    private static readonly string[] Upgraded = ["PAYG", "SUBSCRIPTION", "PAY_AS_YOU_GO"];
    private static readonly string[] NotUpgraded = ["LITE", "TRIAL", "STANDARD"];

    /// <summary>Id: 32 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Type as the service writes it, for example <c>PAYG</c>.</summary>
    public required string Type { get; init; }

    /// <summary>Status as the service writes it, for example <c>ACTIVE</c>.</summary>
    public required string Status { get; init; }

    /// <summary>IAM id of the owner, or <see langword="null"/>.</summary>
    public string? OwnerIamId { get; init; }

    /// <summary>Number of the linked classic infrastructure account, or <see langword="null"/>.</summary>
    public string? LinkedSoftLayerAccount { get; init; }

    /// <summary>What the facts mean.</summary>
    public AccountVerdict Verdict =>
        !Is(Status, "ACTIVE") ? AccountVerdict.NotActive
        : NotUpgraded.Any(type => Is(Type, type)) ? AccountVerdict.NotUpgraded
        : LinkedSoftLayerAccount is null ? AccountVerdict.NotLinked
        : Upgraded.Any(type => Is(Type, type)) ? AccountVerdict.Ready
        : AccountVerdict.Unknown;

    /// <summary>What to do, as a sentence; that nothing is to be done where the account is ready.</summary>
    public string Remedy => Verdict switch
    {
        AccountVerdict.Ready => "Nothing: the account is ready.",
        AccountVerdict.Unknown => $"The account's type '{Type}' is not known. Go on; if classic infrastructure refuses, upgrade the account to Pay-As-You-Go.",
        AccountVerdict.NotUpgraded => $"Upgrade the account from {Type} to Pay-As-You-Go or a subscription (Manage > Account > Account settings).",
        AccountVerdict.NotActive => $"The account's status is {Status}: ask its owner or IBM's support to make it active.",
        _ => "Link a classic infrastructure account: upgrade the account, or ask IBM's support to link the one you have.",
    };

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
