using System.Text.Json.Serialization;

namespace IBMCloud.ResourceController.Wire;

/// <summary>A reclamation as the service writes it.</summary>
internal sealed class ReclamationWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }

    [JsonPropertyName("entity_crn")]
    public string? EntityCrn { get; init; }

    [JsonPropertyName("resource_instance_id")]
    public string? InstanceId { get; init; }

    [JsonPropertyName("state")]
    public string? State { get; init; }

    [JsonPropertyName("target_time")]
    public DateTimeOffset? TargetTime { get; init; }
}

/// <summary>Reclamations.</summary>
internal sealed class ReclamationListWire
{
    [JsonPropertyName("resources")]
    public IReadOnlyList<ReclamationWire>? Items { get; init; }
}
