using System.Text.Json.Serialization;

namespace IBMCloud.Iam.Wire;

/// <summary>Generated JSON code of the wire types. Unknown members are ignored: the services add some at any time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenWire))]
[JsonSerializable(typeof(ServiceIdWire))]
[JsonSerializable(typeof(ServiceIdPageWire))]
[JsonSerializable(typeof(ServiceIdDraftWire))]
[JsonSerializable(typeof(ApiKeyWire))]
[JsonSerializable(typeof(ApiKeyPageWire))]
[JsonSerializable(typeof(ApiKeyDraftWire))]
[JsonSerializable(typeof(PolicyWire))]
[JsonSerializable(typeof(PolicyPageWire))]
[JsonSerializable(typeof(PolicyRefusalWire))]
[JsonSerializable(typeof(PolicyV1PageWire))]
[JsonSerializable(typeof(RoleListWire))]
[JsonSerializable(typeof(ServiceIdChangeWire))]
[JsonSerializable(typeof(InstanceIdentityRequestWire))]
[JsonSerializable(typeof(InstanceTokenRequestWire))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(string))]
internal sealed partial class IamJson : JsonSerializerContext;
