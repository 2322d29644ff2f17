using System.CommandLine;
using System.Text.Json;
using IBMCloud.E2E.Tool.Configuration;
using IBMCloud.E2E.Tool.Terminal;
using IBMCloud.Emulator;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>emulator</c>: a local IBM Cloud until Ctrl-C.</summary>
internal sealed class EmulatorVerb
{
    private const string ClassicPath = "rest/v3.1/";
    private readonly Option<int?> _port = new("--port") { Description = "The first of a row of ports; without it, free ones.", HelpName = "N" };
    private readonly Option<string> _importMode = new("--import-mode") { Description = "Rules of image import: strict (since 2019, encrypted VHD; the default) or 2018 (LUKS).", HelpName = "strict|2018" };
    private readonly Option<string> _save = new("--save") { Description = "Write addresses and credentials to this file, which --endpoints of the other verbs takes. It is removed at the end.", HelpName = "FILE" };
    private readonly Option<bool> _json = new("--json") { Description = "Print addresses and credentials as one JSON object on the first line." };

    private EmulatorVerb() => _importMode.AcceptOnlyFromAmong("strict", "2018");

    public static Command Create()
    {
        var verb = new EmulatorVerb();
        var command = new Command("emulator", "Run a local IBM Cloud on loopback until Ctrl-C, for tests and first runs.") { verb._port, verb._importMode, verb._save, verb._json };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = new EmulatorOptions { ImportMode = parsed.GetValue(_importMode) == "2018" ? ImportMode.Year2018 : ImportMode.Strict };
        if (parsed.GetValue(_port) is { } port)
        {
            options.FirstPort = port is >= 1 and <= 65_000 ? port : throw ToolException.Usage($"--port is {port}; a row of ports begins at 1 to 65,000.");
        }

        var emulator = await IbmCloudEmulator.StartAsync(options, cancellationToken).ConfigureAwait(false);
        await using (emulator.ConfigureAwait(false))
        {
            using var saved = parsed.GetValue(_save) is { } path ? SavedCloud.Write(path, json => Write(json, emulator)) : null;
            Result.Write(parsed.GetValue(_json), () => Text(emulator, saved), json => Write(json, emulator));
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        return ExitCode.Done;
    }

    private static string Text(IbmCloudEmulator emulator, SavedCloud? saved)
    {
        var lines = new List<string>();
        foreach (var service in emulator.Services)
        {
            lines.AddRange(IsRegional(service)
                ? emulator.Regions.Select(region => Line($"{Name(service)} {region}", Address(emulator, service, region)))
                : [Line(Name(service), Address(emulator, service))]);
        }

        return string.Join('\n', [.. lines, Line("account", emulator.AccountId), Line("API key", emulator.ApiKey), Line("SoftLayer user", emulator.SoftLayerUser),
            Line("SoftLayer key", emulator.SoftLayerKey),
            saved is null
                ? "With --save FILE the other verbs can use it: they take the file as --endpoints."
                : $"For the other verbs: export {Settings.Endpoints.Variable}={CommandLineText.Quote(saved.Path)}",
            "Stop with Ctrl-C; then everything in it is gone."]);

        static string Line(string name, object value) => $"{name,-24}{value}";
    }

    private static void Write(Utf8JsonWriter json, IbmCloudEmulator emulator)
    {
        foreach (var service in emulator.Services)
        {
            if (!IsRegional(service))
            {
                json.WriteString(Name(service), Address(emulator, service));
                continue;
            }

            json.WriteStartObject(Name(service));
            foreach (var region in emulator.Regions)
            {
                json.WriteString(region, Address(emulator, service, region));
            }

            json.WriteEndObject();
        }

        json.WriteString("apiKey", emulator.ApiKey);
        json.WriteString("softLayerUser", emulator.SoftLayerUser);
        json.WriteString("softLayerKey", emulator.SoftLayerKey);
        json.WriteString("accountId", emulator.AccountId);
    }

    private static bool IsRegional(EmulatedService service) => service is EmulatedService.KeyProtect or EmulatedService.ObjectStorage;

    private static string Name(EmulatedService service) => JsonNamingPolicy.CamelCase.ConvertName(service.ToString());

    private static string Address(IbmCloudEmulator emulator, EmulatedService service, string? region = null)
    {
        var address = emulator.Address(service, region);
        return (service == EmulatedService.SoftLayer && !address.AbsolutePath.EndsWith(ClassicPath, StringComparison.Ordinal) ? new Uri(address, ClassicPath) : address).AbsoluteUri;
    }
}
