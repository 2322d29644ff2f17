using IBMCloud.KeyProtect.Wire;

namespace IBMCloud.KeyProtect;

/// <summary>Reads an instance's rules as the service writes them: a list with one of each type that was ever set.</summary>
internal static class InstancePolicyReading
{
    public static InstancePolicies Read(IReadOnlyList<InstancePolicyWire> all)
    {
        InstancePolicyDataWire? Enabled(string type) => all.FirstOrDefault(one => one.Type == type)?.Data is { Enabled: true } data ? data : null;

        return new InstancePolicies
        {
            NeedsDualAuthorization = Enabled("dualAuthDelete") is not null,
            PrivateNetworkOnly = Enabled("allowedNetwork")?.Attributes?.AllowedNetwork == "private-only",
            AllowedAddresses = Enabled("allowedIP")?.Attributes?.AllowedAddresses ?? [],
            KeyCreation = Enabled("keyCreateImportAccess") is { } rule ? Rules(rule.Attributes) : null,
            Metrics = Enabled("metrics") is not null,
            RotationMonths = Enabled("rotation")?.Attributes?.Months,
        };
    }

    // What is not said is allowed.
    private static KeyCreationRules Rules(InstancePolicyAttributesWire? wire) => new()
    {
        CreateRootKeys = wire?.CreateRootKey ?? true,
        CreateStandardKeys = wire?.CreateStandardKey ?? true,
        ImportRootKeys = wire?.ImportRootKey ?? true,
        ImportStandardKeys = wire?.ImportStandardKey ?? true,
        DemandImportToken = wire?.EnforceToken ?? false,
    };
}
