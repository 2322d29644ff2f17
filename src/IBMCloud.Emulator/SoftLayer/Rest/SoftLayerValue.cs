using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>What a method answers, or a property holds.</summary>
internal abstract record SoftLayerValue
{
    /// <summary>The answer <c>true</c>.</summary>
    public static SoftLayerValue Yes { get; } = Of(true);

    public static SoftLayerValue Of(JsonNode? node) => new Scalar(node);

    public static SoftLayerValue Of(SoftLayerObject? one) => one is null ? new Scalar(null) : new One(one);

    public static SoftLayerValue Of(IEnumerable<SoftLayerObject> rows) => new Many([.. rows]);

    /// <summary>Text, number, yes or no, null.</summary>
    internal sealed record Scalar(JsonNode? Node) : SoftLayerValue;

    internal sealed record One(SoftLayerObject Object) : SoftLayerValue;

    internal sealed record Many(IReadOnlyList<SoftLayerObject> Rows) : SoftLayerValue;
}
