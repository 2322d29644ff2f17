using System.Text.Json.Serialization;
using IBMCloud.Core;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>A list or a single resource, as almost every answer has it.</summary>
/// <typeparam name="T">The resource.</typeparam>
internal sealed class CollectionWire<T>
{
    [JsonPropertyName("resources")]
    public IReadOnlyList<T>? Resources { get; init; }
}

/// <summary>A key as the service writes it.</summary>
internal sealed class KeyWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("crn")]
    public string? Crn { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("description")]
    public string? Description { get; init; }

    [JsonPropertyName("aliases")]
    public IReadOnlyList<string>? Aliases { get; init; }

    [JsonPropertyName("state")]
    public int State { get; init; }

    [JsonPropertyName("extractable")]
    public bool Extractable { get; init; }

    [JsonPropertyName("imported")]
    public bool Imported { get; init; }

    [JsonPropertyName("keyRingID")]
    public string? KeyRing { get; init; }

    /// <summary>Only where a standard key is asked for with it.</summary>
    [JsonPropertyName("payload")]
    public SecretString? Payload { get; init; }

    [JsonPropertyName("keyVersion")]
    public KeyVersionWire? Version { get; init; }

    [JsonPropertyName("creationDate")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonPropertyName("createdBy")]
    public string? CreatedBy { get; init; }

    [JsonPropertyName("lastUpdateDate")]
    public DateTimeOffset? UpdatedAt { get; init; }

    [JsonPropertyName("lastRotateDate")]
    public DateTimeOffset? RotatedAt { get; init; }

    [JsonPropertyName("expirationDate")]
    public DateTimeOffset? ExpiresAt { get; init; }

    [JsonPropertyName("deletionDate")]
    public DateTimeOffset? DeletedAt { get; init; }

    [JsonPropertyName("deletedBy")]
    public string? DeletedBy { get; init; }

    [JsonPropertyName("restoreExpirationDate")]
    public DateTimeOffset? RestorableUntil { get; init; }

    [JsonPropertyName("purgeAllowedFrom")]
    public DateTimeOffset? PurgeableFrom { get; init; }

    [JsonPropertyName("purgeScheduledOn")]
    public DateTimeOffset? PurgedOn { get; init; }

    [JsonPropertyName("dualAuthDelete")]
    public DualAuthorizationWire? DualAuthorization { get; init; }

    [JsonPropertyName("rotation")]
    public RotationWire? Rotation { get; init; }
}

/// <summary>A version of a key; actions name only its id.</summary>
internal sealed class KeyVersionWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("creationDate")]
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>Dual authorization, as policy and as state.</summary>
internal sealed class DualAuthorizationWire
{
    [JsonPropertyName("enabled")]
    public bool Enabled { get; init; }

    [JsonPropertyName("keySetForDeletion")]
    public bool? SetForDeletion { get; init; }

    [JsonPropertyName("authExpiration")]
    public DateTimeOffset? AuthorizedUntil { get; init; }
}

/// <summary>Rotation by the service.</summary>
internal sealed class RotationWire
{
    [JsonPropertyName("enabled")]
    public bool? Enabled { get; init; }

    [JsonPropertyName("interval_month")]
    public int? Months { get; init; }
}
