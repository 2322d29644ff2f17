using System.Text.Json.Serialization;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>A rule of a key.</summary>
internal sealed class KeyPolicyWire
{
    [JsonPropertyName("rotation")]
    public RotationWire? Rotation { get; init; }

    [JsonPropertyName("dualAuthDelete")]
    public DualAuthorizationWire? DualAuthorization { get; init; }
}

/// <summary>A rule of an instance.</summary>
internal sealed class InstancePolicyWire
{
    [JsonPropertyName("policy_type")]
    public string? Type { get; init; }

    [JsonPropertyName("policy_data")]
    public InstancePolicyDataWire? Data { get; init; }
}

/// <summary>What an instance's rule says.</summary>
internal sealed class InstancePolicyDataWire
{
    [JsonPropertyName("enabled")]
    public bool Enabled { get; init; }

    [JsonPropertyName("attributes")]
    public InstancePolicyAttributesWire? Attributes { get; init; }
}

/// <summary>The details of an instance's rule; each type has its own.</summary>
internal sealed class InstancePolicyAttributesWire
{
    [JsonPropertyName("allowed_network")]
    public string? AllowedNetwork { get; init; }

    [JsonPropertyName("allowed_ip")]
    public IReadOnlyList<string>? AllowedAddresses { get; init; }

    [JsonPropertyName("create_root_key")]
    public bool? CreateRootKey { get; init; }

    [JsonPropertyName("create_standard_key")]
    public bool? CreateStandardKey { get; init; }

    [JsonPropertyName("import_root_key")]
    public bool? ImportRootKey { get; init; }

    [JsonPropertyName("import_standard_key")]
    public bool? ImportStandardKey { get; init; }

    [JsonPropertyName("enforce_token")]
    public bool? EnforceToken { get; init; }

    [JsonPropertyName("interval_month")]
    public int? Months { get; init; }
}

/// <summary>A body that sets rules.</summary>
/// <typeparam name="T">The rule.</typeparam>
internal sealed class PolicyBodyWire<T>
{
    [JsonPropertyName("metadata")]
    public PolicyMetadataWire Metadata { get; } = new();

    [JsonPropertyName("resources")]
    public required IReadOnlyList<T> Resources { get; init; }
}

/// <summary>The head of a body that sets one rule.</summary>
internal sealed class PolicyMetadataWire
{
    [JsonPropertyName("collectionType")]
    public string Type { get; } = "application/vnd.ibm.kms.policy+json";

    [JsonPropertyName("collectionTotal")]
    public int Total { get; } = 1;
}

/// <summary>A rule of a key as it is set.</summary>
internal sealed class KeyPolicyDraftWire
{
    [JsonPropertyName("type")]
    public string Type { get; } = "application/vnd.ibm.kms.policy+json";

    [JsonPropertyName("rotation")]
    public RotationWire? Rotation { get; init; }

    [JsonPropertyName("dualAuthDelete")]
    public DualAuthorizationWire? DualAuthorization { get; init; }
}
