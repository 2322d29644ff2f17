namespace IBMCloud.KeyProtect;

/// <summary>The rules of a whole instance; <see langword="null"/> or <see langword="false"/> where a rule was never set or is switched off.</summary>
public sealed record InstancePolicies
{
    /// <summary>Deletions of keys made from now on need two people.</summary>
    public bool NeedsDualAuthorization { get; init; }

    /// <summary>Only callers on IBM's private network are answered.</summary>
    public bool PrivateNetworkOnly { get; init; }

    /// <summary>Only callers from these addresses and blocks (CIDR) are answered; all where empty.</summary>
    public IReadOnlyList<string> AllowedAddresses { get; init; } = [];

    /// <summary>Which ways of making keys are allowed, or <see langword="null"/> for all.</summary>
    public KeyCreationRules? KeyCreation { get; init; }

    /// <summary>Operational metrics are sent to IBM Cloud Monitoring.</summary>
    public bool Metrics { get; init; }

    /// <summary>Months between rotations of new root keys that the service generates.</summary>
    public int? RotationMonths { get; init; }
}
