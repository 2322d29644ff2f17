using System.Text;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>One thing that a user may set: under one name in the config file, in the environment and on the command line.</summary>
/// <param name="Name">Its path in the config file, such as <c>server.hostname</c>.</param>
/// <param name="Kind">What its value is.</param>
/// <param name="Value">How a value looks, for help; the choices where it is one of a few, with <c>|</c> between them.</param>
/// <param name="Description">What it means.</param>
internal sealed record Setting(string Name, SettingKind Kind, string Value, string Description)
{
    private const string VariablePrefix = "IBMCLOUD_E2E_";

    /// <summary>Its name on the command line, such as <c>--server-hostname</c>.</summary>
    public string Flag { get; } = "--" + Words(Name, '-');

    /// <summary>Its name in the environment, such as <c>IBMCLOUD_E2E_SERVER_HOSTNAME</c>.</summary>
    public string Variable { get; } = VariablePrefix + Words(Name, '_').ToUpperInvariant();

    /// <summary>The values that it may have; empty where any may be.</summary>
    public IReadOnlyList<string> Choices => Kind == SettingKind.Choice ? Value.Split('|') : [];

    public override string ToString() => Name;

    private static string Words(string name, char separator)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (c == '.')
            {
                text.Append(separator);
            }
            else if (char.IsAsciiLetterUpper(c))
            {
                text.Append(separator).Append(char.ToLowerInvariant(c));
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}

/// <summary>What the value of a setting is.</summary>
internal enum SettingKind
{
    Text,

    /// <summary>A file or folder; a relative one in a config file is relative to that file.</summary>
    Path,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>True or false.</summary>
    Switch,

    /// <summary>A number with its unit: <c>500ms</c>, <c>30s</c>, <c>10m</c>, <c>2h</c>.</summary>
    Duration,

    /// <summary>One of a few words.</summary>
    Choice,

    /// <summary>Several values: an array in the config file, commas in the environment, the flag repeated.</summary>
    List,
}
