using System.Text.Json;
using System.Text.Json.Serialization;
using IBMCloud.DiskImages;

namespace IBMCloud.E2E.Tool.Images;

/// <summary>What an image says about itself, as members of a JSON object.</summary>
internal static class DescriptionJson
{
    public static void Write(Utf8JsonWriter json, string file, DiskImageDescription image)
    {
        json.WriteString("file", file);
        json.WriteString("format", image.Format is { } format ? FormatName.Of(format) : "damaged");
        json.WriteNumber("fileSize", image.FileLength);
        if (image.DiskSize is { } size)
        {
            json.WriteNumber("diskSize", size);
        }

        json.WriteBoolean("encrypted", image.IsEncrypted);
        if (image.Problem is { } problem)
        {
            json.WriteString("problem", problem.Message);
            json.WriteString("problemKind", JsonNamingPolicy.CamelCase.ConvertName(problem.Reason.ToString()));
        }

        if (image.Vhd is not null)
        {
            json.WritePropertyName("vhd");
            JsonSerializer.Serialize(json, image.Vhd, DescriptionJsonContext.Default.VhdDescription);
        }

        if (image.Qcow2 is not null)
        {
            json.WritePropertyName("qcow2");
            JsonSerializer.Serialize(json, image.Qcow2, DescriptionJsonContext.Default.Qcow2Description);
        }

        if (image.Luks is not null)
        {
            json.WritePropertyName("luks");
            using var luks = JsonDocument.Parse(image.Luks.ToJson());
            luks.RootElement.WriteTo(json);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VhdDescription))]
[JsonSerializable(typeof(Qcow2Description))]
internal sealed partial class DescriptionJsonContext : JsonSerializerContext;
