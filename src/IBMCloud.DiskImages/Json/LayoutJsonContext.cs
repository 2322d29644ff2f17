using System.Text.Json.Serialization;

namespace IBMCloud.DiskImages.Json;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EncryptedVhdLayoutJson))]
internal sealed partial class LayoutJsonContext : JsonSerializerContext;
