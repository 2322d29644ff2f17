using System.Text.Json.Serialization;

namespace IBMCloud.ResourceController.Wire;

/// <summary>Generated JSON code of the wire types. Unknown members are ignored: the services add some at any time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InstanceWire))]
[JsonSerializable(typeof(InstancePageWire))]
[JsonSerializable(typeof(InstanceDraftWire))]
[JsonSerializable(typeof(InstanceChangeWire))]
[JsonSerializable(typeof(ResourceKeyWire))]
[JsonSerializable(typeof(ResourceKeyPageWire))]
[JsonSerializable(typeof(ResourceKeyDraftWire))]
[JsonSerializable(typeof(ReclamationListWire))]
[JsonSerializable(typeof(AccountWire))]
[JsonSerializable(typeof(ResourceGroupListWire))]
internal sealed partial class ResourceJson : JsonSerializerContext;
