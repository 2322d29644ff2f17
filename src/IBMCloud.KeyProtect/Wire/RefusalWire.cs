using System.Text.Json.Serialization;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>What of a refusal goes beyond code and text: the field at fault.</summary>
internal sealed class RefusalWire
{
    [JsonPropertyName("reasons")]
    public IReadOnlyList<RefusalReasonWire>? Reasons { get; init; }
}

/// <summary>One reason of a refusal.</summary>
internal sealed class RefusalReasonWire
{
    [JsonPropertyName("target")]
    public RefusalTargetWire? Target { get; init; }
}

/// <summary>The field at fault.</summary>
internal sealed class RefusalTargetWire
{
    [JsonPropertyName("name")]
    public string? Name { get; init; }
}
