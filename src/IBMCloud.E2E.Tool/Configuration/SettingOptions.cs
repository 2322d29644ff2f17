using System.CommandLine;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>The flags of a verb that are settings.</summary>
internal sealed class SettingOptions
{
    public const string ConfigVariable = "IBMCLOUD_E2E_CONFIG";
    private readonly Option<string> _config = new("--config") { Description = $"Config file; without it, {ConfigFile.DefaultName} where it is there.", HelpName = "FILE" };
    private readonly Dictionary<Setting, Option<string[]>> _options;

    public SettingOptions(params IEnumerable<Setting> settings) => _options = settings.ToDictionary(setting => setting, OptionOf);

    public void AddTo(Command command)
    {
        command.Add(_config);
        foreach (var option in _options.Values)
        {
            command.Add(option);
        }
    }

    /// <summary>Reads config file, environment and flags.</summary>
    public ToolConfiguration Read(ParseResult parsed)
    {
        var mistakes = new List<string>();
        var given = new Dictionary<Setting, GivenValue>();
        if (ConfigPath(parsed) is { } path)
        {
            foreach (var (setting, value) in ConfigFile.Read(path, mistakes))
            {
                given[setting] = value;
            }
        }

        foreach (var setting in Settings.All)
        {
            if (Environment.GetEnvironmentVariable(setting.Variable) is { Length: > 0 } text)
            {
                var values = setting.Kind == SettingKind.List ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [text];
                given[setting] = new GivenValue(values, $"environment variable {setting.Variable}", SettingLayer.Environment, Environment.CurrentDirectory);
            }
        }

        foreach (var (setting, option) in _options)
        {
            if (parsed.GetResult(option) is { Implicit: false } result)
            {
                string[] values = result.Tokens.Count == 0 ? ["true"] : [.. result.Tokens.Select(token => token.Value)];
                given[setting] = new GivenValue(values, $"flag {setting.Flag}", SettingLayer.CommandLine, Environment.CurrentDirectory);
            }
        }

        return new ToolConfiguration(given, mistakes);
    }

    private string? ConfigPath(ParseResult parsed) =>
        parsed.GetValue(_config) ?? (Environment.GetEnvironmentVariable(ConfigVariable) is { Length: > 0 } path ? path : File.Exists(ConfigFile.DefaultName) ? ConfigFile.DefaultName : null);

    private static Option<string[]> OptionOf(Setting setting)
    {
        var option = new Option<string[]>(setting.Flag)
        {
            Description = setting.Description,
            HelpName = setting.Value,
            CustomParser = static result => [.. result.Tokens.Select(token => token.Value)],
            Arity = setting.Kind switch
            {
                SettingKind.Switch => ArgumentArity.ZeroOrOne,
                SettingKind.List => ArgumentArity.OneOrMore,
                _ => ArgumentArity.ExactlyOne,
            },
        };
        option.CompletionSources.Add(_ => (setting.Kind == SettingKind.Switch ? ["true", "false"] : setting.Choices).Select(choice => new System.CommandLine.Completions.CompletionItem(choice)));
        return option;
    }
}
