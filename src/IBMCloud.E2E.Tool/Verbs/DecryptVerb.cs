using System.CommandLine;
using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>decrypt INPUT OUTPUT</c>: the plain disk in an encrypted image, raw.</summary>
internal sealed class DecryptVerb
{
    private readonly Argument<string> _input = new("INPUT") { Description = "The encrypted image: LUKS, VHD or qcow2, told apart by content." };
    private readonly Argument<string> _output = new("OUTPUT") { Description = "The raw disk ('-' writes to stdout). It appears whole or not at all." };
    private readonly KeyOptions _keys = new();
    private readonly Option<string> _header = new("--header") { Description = "A detached LUKS header, or a header backup.", HelpName = "F" };
    private readonly Option<bool> _trustHeader = new("--trust-header") { Description = "Spend whatever memory and time the LUKS header asks for." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace OUTPUT where it exists." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON object." };

    public static Command Create()
    {
        var verb = new DecryptVerb();
        var command = new Command("decrypt", "Decrypt an image.") { verb._input, verb._output };
        verb._keys.AddTo(command);
        command.Add(verb._header);
        command.Add(verb._trustHeader);
        command.Add(verb._force);
        command.Add(verb._json);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (input, output, header) = (parsed.GetRequiredValue(_input), parsed.GetRequiredValue(_output), parsed.GetValue(_header));
        var force = parsed.GetValue(_force);
        ImageOutput.Check(output, force, input, _keys.Path(parsed), header);
        using var key = _keys.Read(parsed);
        var image = await InputImage.OpenEncryptedAsync(input, key, header, parsed.GetValue(_trustHeader), cancellationToken).ConfigureAwait(false);
        await using (image.ConfigureAwait(false))
        {
            await ImageOutput.WriteAsync(image.Disk, output, force, keepHoles: true, cancellationToken).ConfigureAwait(false);
            Result.Write(output, parsed.GetValue(_json),
                () => $"Decrypted '{input}' ({FormatName.Of(image.Format)}) as {ImageOutput.Name(output)} (raw, {image.Disk.Length:N0} bytes).",
                json =>
                {
                    json.WriteString("input", input);
                    json.WriteString("inputFormat", FormatName.Of(image.Format));
                    json.WriteString("output", output);
                    json.WriteNumber("outputSize", image.Disk.Length);
                });
        }

        return ExitCode.Done;
    }
}
