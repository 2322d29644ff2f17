using System.CommandLine;
using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.E2E.Tool.Terminal;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>compare INPUT PLAIN</c>: whether an encrypted image holds exactly a plain one.</summary>
internal sealed class CompareVerb
{
    private readonly Argument<string> _input = new("INPUT") { Description = "The encrypted image: LUKS, VHD or qcow2." };
    private readonly Argument<string> _plain = new("PLAIN") { Description = "The plain image: raw, VHD or qcow2." };
    private readonly KeyOptions _keys = new();
    private readonly Option<string> _header = new("--header") { Description = "A detached LUKS header, or a header backup.", HelpName = "F" };
    private readonly Option<bool> _trustHeader = new("--trust-header") { Description = "Spend whatever memory and time the LUKS header asks for." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON object." };

    public static Command Create()
    {
        var verb = new CompareVerb();
        var command = new Command("compare", "Compare an encrypted image with the plain one: ends with 0 where they are equal, 1 where they are not.") { verb._input, verb._plain };
        verb._keys.AddTo(command);
        command.Add(verb._header);
        command.Add(verb._trustHeader);
        command.Add(verb._json);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (input, plainPath) = (parsed.GetRequiredValue(_input), parsed.GetRequiredValue(_plain));
        using var key = _keys.Read(parsed);
        var image = await InputImage.OpenEncryptedAsync(input, key, parsed.GetValue(_header), parsed.GetValue(_trustHeader), cancellationToken).ConfigureAwait(false);
        await using (image.ConfigureAwait(false))
        {
            var plain = await InputImage.OpenPlainAsync(plainPath, allowEncrypted: false, "Name the encrypted image first and the plain one second.", cancellationToken).ConfigureAwait(false);
            await using (plain.ConfigureAwait(false))
            {
                return await CompareAsync(parsed, image.Disk, plain.Disk, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task<int> CompareAsync(ParseResult parsed, ImageSource image, ImageSource plain, CancellationToken cancellationToken)
    {
        long? difference;
        using (var progress = TerminalProgress.Start())
        {
            difference = await ImageComparison.FindFirstDifferenceAsync(image, plain, progress, cancellationToken).ConfigureAwait(false);
        }

        var padding = image.Length - plain.Length;
        Result.Write(parsed.GetValue(_json),
            () => difference is { } offset ? $"Different from byte {offset:N0} on."
                : $"Equal: {plain.Length:N0} bytes{(padding > 0 ? $", and {padding:N0} zeros after them, which fill the last unit" : "")}.",
            json =>
            {
                json.WriteBoolean("equal", difference is null);
                json.WriteNumber("imageSize", image.Length);
                json.WriteNumber("plainSize", plain.Length);
                if (difference is { } at)
                {
                    json.WriteNumber("firstDifference", at);
                }
            });
        return difference is null ? ExitCode.Done : ExitCode.Failed;
    }
}
