using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>The JSON schema (draft 2020-12) of the config file.</summary>
internal static class ConfigSchema
{
    public static string Text()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "ibmcloud-e2e.json");
            json.WriteString("type", "object");
            json.WriteBoolean("additionalProperties", false);
            json.WriteStartObject("properties");
            json.WriteStartObject("$schema");
            json.WriteString("type", "string");
            json.WriteEndObject();
            foreach (var setting in Settings.All.Except(Settings.OfServer))
            {
                Write(json, setting, setting.Name);
            }

            json.WriteStartObject("server");
            json.WriteString("type", "object");
            json.WriteBoolean("additionalProperties", false);
            json.WriteStartObject("properties");
            foreach (var setting in Settings.OfServer)
            {
                Write(json, setting, setting.Name["server.".Length..]);
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, Setting setting, string name)
    {
        json.WriteStartObject(name);
        json.WriteString("description", setting.Description);
        json.WriteString("type", setting.Kind switch { SettingKind.Number => "integer", SettingKind.Switch => "boolean", SettingKind.List => "array", _ => "string" });
        if (setting.Kind == SettingKind.Choice)
        {
            json.WriteStrings("enum", setting.Choices);
        }
        else if (setting.Kind == SettingKind.Duration)
        {
            json.WriteString("pattern", "^[0-9]{1,9}(ms|s|m|h)$");
        }

        json.WriteEndObject();
    }
}
