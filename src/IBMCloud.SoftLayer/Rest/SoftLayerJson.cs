using System.Text.Json.Serialization;

namespace IBMCloud.SoftLayer;

/// <summary>Reads answers: numbers also from text, unknown properties passed over, any property absent or null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(Transaction))]
[JsonSerializable(typeof(IReadOnlyList<ImageTemplate>))]
[JsonSerializable(typeof(IReadOnlyList<OperatingSystem>))]
[JsonSerializable(typeof(IReadOnlyList<VirtualGuest>))]
[JsonSerializable(typeof(IReadOnlyList<EventLogEntry>))]
[JsonSerializable(typeof(SoftLayerUser))]
[JsonSerializable(typeof(SoftLayerAccount))]
[JsonSerializable(typeof(VerifiedOrder))]
[JsonSerializable(typeof(IReadOnlyList<SshKey>))]
[JsonSerializable(typeof(IReadOnlyList<Datacenter>))]
[JsonSerializable(typeof(CreateObjectOptionsWire))]
[JsonSerializable(typeof(OrderReceiptWire))]
[JsonSerializable(typeof(CapturedGuest))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
internal sealed partial class SoftLayerJson : JsonSerializerContext;
