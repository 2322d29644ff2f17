using System.Text.Json;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>Reads the config file: one JSON object, whose members are the settings. Comments and trailing commas are allowed.</summary>
internal static class ConfigFile
{
    /// <summary>The file that is read where it is there and no other is named.</summary>
    public const string DefaultName = "ibmcloud-e2e.json";

    private const long LongestFile = 1 << 20;
    private static readonly string[] Secrets = ["apiKey", "classicKey", "rootKeyMaterial"];

    /// <summary>Reads all members.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mistakes">Gets everything that is wrong with it.</param>
    /// <exception cref="ToolException">The file cannot be read, or is not JSON.</exception>
    public static IReadOnlyDictionary<Setting, GivenValue> Read(string path, ICollection<string> mistakes)
    {
        var found = new Dictionary<Setting, GivenValue>();
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw ToolException.Usage($"The config file '{path}' is not a JSON object. Write its settings between braces.");
        }

        ReadObject(document.RootElement, "");
        return found;

        void ReadObject(JsonElement parent, string prefix)
        {
            foreach (var member in parent.EnumerateObject())
            {
                var name = prefix + member.Name;
                if (name == "$schema")
                {
                    continue;
                }

                if (Settings.All.FirstOrDefault(setting => setting.Name == name) is { } known)
                {
                    Take(known, member.Value);
                }
                else if (member.Value.ValueKind == JsonValueKind.Object && Settings.All.Any(setting => setting.Name.StartsWith(name + ".", StringComparison.Ordinal)))
                {
                    ReadObject(member.Value, name + ".");
                }
                else
                {
                    mistakes.Add(Secrets.Contains(name, StringComparer.OrdinalIgnoreCase)
                        ? $"{path}: a secret such as \"{name}\" does not belong in the config file. Name a file that holds it, or set it in the environment."
                        : $"{path}: there is no setting \"{name}\".{Nearest(name)}");
                }
            }
        }

        void Take(Setting setting, JsonElement value)
        {
            string[]? texts = value.ValueKind switch
            {
                JsonValueKind.Array => [.. value.EnumerateArray().Select(TextOf).OfType<string>()],
                JsonValueKind.Null => [],
                _ => TextOf(value) is { } text ? [text] : null,
            };
            if (texts is null || (value.ValueKind == JsonValueKind.Array && (setting.Kind != SettingKind.List || texts.Length != value.GetArrayLength())))
            {
                mistakes.Add($"{path}: \"{setting.Name}\" is {(value.ValueKind == JsonValueKind.Array ? "an array" : "an object")}; it takes {(setting.Kind == SettingKind.List ? "an array of values" : "one value")}.");
            }
            else if (texts.Length > 0)
            {
                found[setting] = new GivenValue(texts, $"\"{setting.Name}\" in {path}", SettingLayer.ConfigFile, Path.GetDirectoryName(Path.GetFullPath(path))!);
            }
        }
    }

    private static string? TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    private static string Nearest(string name)
    {
        var plain = Plain(name);
        return Settings.All.FirstOrDefault(setting => Plain(setting.Name) == plain || Plain(setting.Name).EndsWith("." + plain, StringComparison.Ordinal)) is { } near
            ? $" Did you mean \"{near.Name}\"?"
            : " See 'ibmcloud-e2e config sample'.";

        static string Plain(string text) => text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > LongestFile })
            {
                throw ToolException.Usage($"The config file '{path}' is larger than {LongestFile:N0} bytes. Check that it is the right file.");
            }

            return JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false });
        }
        catch (JsonException error)
        {
            throw new ToolException(ExitCode.Usage, $"The config file '{path}' is not JSON{(error.LineNumber is { } line ? $": line {line + 1} cannot be read" : "")}. Correct it there.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"The config file '{path}' cannot be read: {error.Message}", error);
        }
    }
}
