using System.Text.Json;
using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>Numbers as text, the other form in which the live service is known to answer them (spec softlayer §1.4).</summary>
internal static class NumberForm
{
    public static JsonNode? AsText(JsonNode? node) => node switch
    {
        JsonObject one => new JsonObject(one.Select(member => KeyValuePair.Create(member.Key, AsText(member.Value)))),
        JsonArray many => new JsonArray([.. many.Select(AsText)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => value.ToJsonString(),
        _ => node?.DeepClone(),
    };
}
