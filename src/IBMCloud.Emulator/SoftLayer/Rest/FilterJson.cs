using System.Text.Json;
using System.Text.Json.Serialization;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>Lets a node be looked at as an element without reflection.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class FilterJson : JsonSerializerContext;
