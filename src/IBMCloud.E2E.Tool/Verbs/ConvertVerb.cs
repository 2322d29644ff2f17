using System.CommandLine;
using IBMCloud.DiskImages;
using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Terminal;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>convert INPUT OUTPUT</c>: a plain image in another plain format.</summary>
internal sealed class ConvertVerb
{
    private const string Raw = "raw";
    private const string Vhd = "vhd";
    private const string VhdDynamic = "vhd-dynamic";
    private const string VhdFixed = "vhd-fixed";
    private const string Qcow2 = "qcow2";

    private readonly Argument<string> _input = new("INPUT") { Description = "The plain image: raw, VHD or qcow2, told apart by content." };
    private readonly Argument<string> _output = new("OUTPUT") { Description = "The same disk in the other format ('-' writes to stdout). It appears whole or not at all." };
    private readonly Option<string> _format = new("--format") { Description = "raw, vhd (dynamic), vhd-dynamic, vhd-fixed or qcow2.", HelpName = "raw|vhd|vhd-dynamic|vhd-fixed|qcow2", Required = true };
    private readonly Option<bool> _force = new("--force") { Description = "Replace OUTPUT where it exists." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON object." };

    private ConvertVerb() => _format.AcceptOnlyFromAmong(Raw, Vhd, VhdDynamic, VhdFixed, Qcow2);

    public static Command Create()
    {
        var verb = new ConvertVerb();
        var command = new Command("convert", "Convert a plain image into another plain format.") { verb._input, verb._output, verb._format, verb._force, verb._json };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var (input, output, format) = (parsed.GetRequiredValue(_input), parsed.GetRequiredValue(_output), parsed.GetRequiredValue(_format));
        var force = parsed.GetValue(_force);
        ImageOutput.Check(output, force, input);
        var plain = await InputImage.OpenPlainAsync(input, allowEncrypted: false, "Decrypt it with its key: ibmcloud-e2e decrypt.", cancellationToken).ConfigureAwait(false);
        await using (plain.ConfigureAwait(false))
        {
            var image = await OpenAsync(plain.Disk, format, cancellationToken).ConfigureAwait(false);
            await using (image.ConfigureAwait(false))
            {
                await ImageOutput.WriteAsync(image, output, force, keepHoles: true, cancellationToken).ConfigureAwait(false);
                Result.Write(output, parsed.GetValue(_json),
                    () => $"Converted '{input}' ({FormatName.Of(plain.Format)}, disk of {plain.Disk.Length:N0} bytes) to {ImageOutput.Name(output)} ({format}, {image.Length:N0} bytes).",
                    json =>
                    {
                        json.WriteString("input", input);
                        json.WriteString("inputFormat", FormatName.Of(plain.Format));
                        json.WriteNumber("diskSize", plain.Disk.Length);
                        json.WriteString("output", output);
                        json.WriteString("format", format);
                        json.WriteNumber("outputSize", image.Length);
                    });
            }
        }

        return ExitCode.Done;
    }

    private static async ValueTask<ImageSource> OpenAsync(ImageSource disk, string format, CancellationToken cancellationToken) => format switch
    {
        Raw => disk,
        VhdFixed => new FixedVhdImage(disk),
        Qcow2 => await Qcow2Image.OpenAsync(disk, new Qcow2Options { ScanForZeroClusters = true }, cancellationToken).ConfigureAwait(false),
        _ => await DynamicVhdImage.OpenAsync(disk, new VhdOptions { ScanForZeroBlocks = true }, cancellationToken).ConfigureAwait(false),
    };
}
