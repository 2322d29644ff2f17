using System.CommandLine;
using IBMCloud.DiskImages;
using IBMCloud.DiskImages.Preflight;
using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary><c>preflight IMAGE</c>: what the import or the server would not take, before anything is encrypted or uploaded.</summary>
internal sealed class PreflightVerb
{
    private readonly Argument<string> _image = new("IMAGE") { Description = "The image in any format." };
    private readonly Option<string> _target = new("--target") { Description = "What it is to become: classic (encrypted VHD), classic-luks (2018) or vpc.", HelpName = "classic|classic-luks|vpc", Required = true };
    private readonly Option<string> _objectName = new("--object-name") { Description = "The name that the object is to have in the bucket.", HelpName = "NAME" };
    private readonly KeyOptions _keys = new(required: false);
    private readonly Option<bool> _json = new("--json") { Description = "Print the report as one JSON object." };

    private PreflightVerb() => _target.AcceptOnlyFromAmong("classic", "classic-luks", "vpc");

    public static Command Create()
    {
        var verb = new PreflightVerb();
        var command = new Command("preflight", "Say what the import or the server would not take; ends with 4 where anything fails.") { verb._image, verb._target, verb._objectName };
        verb._keys.AddTo(command);
        command.Add(verb._json);
        command.SetAction(verb.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var key = _keys.ReadIfGiven(parsed);
        using var file = InputImage.OpenFile(parsed.GetRequiredValue(_image));
        var options = new PreflightOptions
        {
            ObjectName = parsed.GetValue(_objectName),
            Key = key is null ? null : await SecretForAsync(file, key, cancellationToken).ConfigureAwait(false),
        };
        var target = parsed.GetRequiredValue(_target) switch
        {
            "classic" => PreflightTarget.ClassicVhd,
            "classic-luks" => PreflightTarget.ClassicLuks,
            _ => PreflightTarget.Vpc,
        };
        var report = await ImageInspector.InspectAsync(file, target, options, cancellationToken).ConfigureAwait(false);
        await Console.Out.WriteLineAsync(parsed.GetValue(_json) ? report.ToJson() : report.ToText().TrimEnd()).ConfigureAwait(false);
        return report.HasFailures ? ExitCode.InvalidImage : ExitCode.Done;
    }

    private static async ValueTask<SecretBytes> SecretForAsync(ImageSource file, GivenKey key, CancellationToken cancellationToken) =>
        (await DiskImage.InspectAsync(file, cancellationToken).ConfigureAwait(false)).Format switch
        {
            DiskImageFormat.EncryptedVhd => key.VhdKey,
            DiskImageFormat.EncryptedQcow2 => key.Qcow2Passphrase,
            _ => key.LuksPassphrase,
        };
}
