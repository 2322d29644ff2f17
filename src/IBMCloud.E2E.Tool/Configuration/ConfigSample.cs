using System.Text;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>A config file with every setting: those that a run needs as they could be, all others as comments.</summary>
internal static class ConfigSample
{
    private static readonly Dictionary<Setting, string> Active = new()
    {
        [Settings.Name] = "web-image",
        [Settings.Image] = "debian-12.raw",
        [Settings.Region] = "us-south",
        [Settings.OperatingSystem] = "DEBIAN_12_64",
        [Settings.Hostname] = "web",
        [Settings.Domain] = "example.com",
    };

    public static string Text()
    {
        var text = new StringBuilder("{\n");
        foreach (var setting in Settings.All.Except(Settings.OfServer))
        {
            Append(text, setting, setting.Name, "  ");
        }

        text.Append("  \"server\": {\n");
        foreach (var setting in Settings.OfServer)
        {
            Append(text, setting, setting.Name[(setting.Name.IndexOf('.', StringComparison.Ordinal) + 1)..], "    ");
        }

        return text.Append("  }\n}").ToString();
    }

    private static void Append(StringBuilder text, Setting setting, string name, string indent)
    {
        text.Append(indent).Append("// ").Append(setting.Description).Append('\n').Append(indent);
        if (Active.TryGetValue(setting, out var value))
        {
            text.Append('"').Append(name).Append("\": \"").Append(value).Append("\",\n");
        }
        else
        {
            text.Append("// \"").Append(name).Append("\": ").Append(setting.Kind switch
            {
                SettingKind.Number or SettingKind.Switch => setting.Value,
                SettingKind.List => $"[{setting.Value}]",
                _ => $"\"{setting.Value}\"",
            }).Append(",\n");
        }
    }
}
