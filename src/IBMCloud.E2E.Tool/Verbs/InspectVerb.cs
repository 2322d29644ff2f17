using System.CommandLine;
using System.Text.Json;
using IBMCloud.DiskImages;
using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Terminal;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>inspect INPUT</c>: what an image says about itself, without a key.</summary>
internal sealed class InspectVerb
{
    private readonly Argument<string> _input = new("INPUT") { Description = "An image of any format, or a LUKS header." };
    private readonly Option<bool> _json = new("--json") { Description = "Print the result as one JSON object." };

    public static Command Create()
    {
        var verb = new InspectVerb();
        var command = new Command("inspect", "Show what an image says about itself; no key is needed.") { verb._input, verb._json };
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var input = parsed.GetRequiredValue(_input);
        using var file = InputImage.OpenFile(input);
        var format = await DiskImage.DetectAsync(file, cancellationToken).ConfigureAwait(false);
        var luks = await DescribeLuksAsync(file, format, cancellationToken).ConfigureAwait(false);
        format = luks?.Version switch { LuksVersion.Luks1 => DiskImageFormat.Luks1, LuksVersion.Luks2 => DiskImageFormat.Luks2, _ => format };
        Result.Write(parsed.GetValue(_json),
            () => $"Format:             {FormatName.Of(format)}\nFile:               {file.Length} bytes\n{luks}".TrimEnd(),
            json =>
            {
                json.WriteString("file", input);
                json.WriteString("format", FormatName.Of(format));
                json.WriteNumber("fileSize", file.Length);
                json.WriteBoolean("encrypted", FormatName.IsEncrypted(format));
                if (luks is not null)
                {
                    using var description = JsonDocument.Parse(luks.ToJson());
                    json.WritePropertyName("luks");
                    description.RootElement.WriteTo(json);
                }
            });
        return ExitCode.Done;
    }

    /// <summary>The LUKS header; null where there is none. A container that lost its primary header still has the secondary one.</summary>
    private static async ValueTask<LuksDescription?> DescribeLuksAsync(ImageSource file, DiskImageFormat format, CancellationToken cancellationToken)
    {
        if (format is not (DiskImageFormat.Raw or DiskImageFormat.Luks1 or DiskImageFormat.Luks2))
        {
            return null;
        }

        try
        {
            return await LuksContainer.InspectAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (LuksException error) when (format == DiskImageFormat.Raw && error.Reason == LuksError.NotLuks)
        {
            return null;
        }
    }
}
