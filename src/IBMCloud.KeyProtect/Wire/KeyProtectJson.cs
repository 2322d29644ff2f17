using System.Text.Json.Serialization;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>Generated JSON code of the wire types. Unknown members are ignored: the service adds some at any time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CollectionWire<KeyWire>))]
[JsonSerializable(typeof(CollectionWire<KeyVersionWire>))]
[JsonSerializable(typeof(CollectionWire<RefusalWire>))]
[JsonSerializable(typeof(CollectionWire<KeyPolicyWire>))]
[JsonSerializable(typeof(CollectionWire<InstancePolicyWire>))]
[JsonSerializable(typeof(CollectionWire<RegistrationWire>))]
[JsonSerializable(typeof(CollectionWire<KeyRingWire>))]
[JsonSerializable(typeof(PolicyBodyWire<KeyPolicyDraftWire>))]
[JsonSerializable(typeof(PolicyBodyWire<InstancePolicyWire>))]
[JsonSerializable(typeof(ImportTokenWire))]
[JsonSerializable(typeof(ActionWire))]
internal sealed partial class KeyProtectJson : JsonSerializerContext;
