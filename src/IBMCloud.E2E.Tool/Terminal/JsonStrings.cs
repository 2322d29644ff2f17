using System.Text.Json;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>Arrays of strings in JSON results.</summary>
internal static class JsonStrings
{
    /// <summary>Writes a member that is an array of strings.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
