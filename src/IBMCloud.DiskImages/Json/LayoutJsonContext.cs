using System.Text.Json.Serialization;

namespace IBMCloud.DiskImages.Json;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EncryptedVhdLayoutJson))]
[JsonSerializable(typeof(EncryptedQcow2LayoutJson))]
internal sealed partial class LayoutJsonContext : JsonSerializerContext;
