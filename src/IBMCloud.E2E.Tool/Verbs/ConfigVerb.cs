using System.CommandLine;
using IBMCloud.E2E.Tool.Configuration;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>config …</c>: what is set and where, a sample file, its JSON schema.</summary>
internal static class ConfigVerb
{
    public static Command Create() => new("config", "Show what is set and where it was set, a sample of the config file, or its JSON schema.")
    {
        Show(),
        Print("sample", "Print a config file with every setting.", ConfigSample.Text),
        Print("schema", "Print the JSON schema of the config file, for editors.", ConfigSchema.Text),
    };

    private static Command Show()
    {
        var json = new Option<bool>("--json") { Description = "Print the settings as one JSON object." };
        var options = new SettingOptions(Settings.All);
        var command = new Command("show", "Show every setting that is set, and where; of secrets only the files.") { json };
        options.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var configuration = options.Read(parsed);
            configuration.ThrowIfWrong();
            var given = configuration.Given.ToList();
            Result.Write(parsed.GetValue(json),
                () => given.Count == 0 ? "Nothing is set." : string.Join('\n', given.Select(one => $"{one.Setting.Name,-28}{one.Value,-34} {one.Value.Origin}")),
                writer =>
                {
                    foreach (var (setting, value) in given)
                    {
                        writer.WriteStartObject(setting.Name);
                        writer.WriteString("value", value.ToString());
                        writer.WriteString("origin", value.Origin);
                        writer.WriteEndObject();
                    }
                });
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Print(string name, string description, Func<string> text)
    {
        var command = new Command(name, description);
        command.SetAction(async (_, cancel) =>
        {
            await Console.Out.WriteLineAsync(text().AsMemory(), cancel).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }
}
