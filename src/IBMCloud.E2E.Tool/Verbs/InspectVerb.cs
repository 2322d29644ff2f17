using System.CommandLine;
using IBMCloud.DiskImages;
using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Terminal;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>inspect INPUT</c>: what an image says about itself, without a key; of a broken one also what is wrong, with exit code 4.</summary>
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
        var image = await DiskImage.InspectAsync(file, cancellationToken).ConfigureAwait(false);
        Result.Write(parsed.GetValue(_json), () => DescriptionText.Of(image), json => DescriptionJson.Write(json, input, image));
        return image.Problem is { } problem ? throw new ToolException(ExitCode.InvalidImage, problem.Message, problem) : ExitCode.Done;
    }
}
