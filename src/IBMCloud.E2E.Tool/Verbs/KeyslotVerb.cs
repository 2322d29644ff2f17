using System.CommandLine;
using IBMCloud.E2E.Tool.Images;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Verbs;

/// <summary>A verb that writes a keyslot for a new key, given one that opens the container.</summary>
internal sealed class KeyslotVerb
{
    private readonly Argument<string> _container = LuksVerbs.Container();
    private readonly KeyOptions _keys = new();
    private readonly KeyOptions _newKeys = new("new-");
    private readonly KdfOptions _kdf = new();
    private readonly Option<int?> _keyslot = new("--keyslot") { Description = "Number of the new keyslot; without it, the first free one.", HelpName = "N" };

    public delegate ValueTask<int> Write(LuksKeyslots keyslots, SecretBytes existing, SecretBytes added, LuksKeyslotOptions options, CancellationToken cancellationToken);

    public static Command Create(string name, string description, Write write)
    {
        var verb = new KeyslotVerb();
        var command = new Command(name, description) { verb._container };
        verb._keys.AddTo(command);
        verb._newKeys.AddTo(command);
        verb._kdf.AddTo(command);
        command.Add(verb._keyslot);
        command.SetAction((parsed, cancel) => verb.RunAsync(parsed, write, cancel));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, Write write, CancellationToken cancellationToken)
    {
        using var key = _keys.Read(parsed);
        using var added = _newKeys.Read(parsed);
        var path = parsed.GetRequiredValue(_container);
        var options = new LuksKeyslotOptions { Keyslot = parsed.GetValue(_keyslot), Kdf = await KdfAsync(parsed, path, cancellationToken).ConfigureAwait(false) };
        using var keyslots = LuksKeyslots.Open(path);
        try
        {
            var number = await write(keyslots, key.LuksPassphrase, added.LuksPassphrase, options, cancellationToken).ConfigureAwait(false);
            return LuksVerbs.Say(parsed, $"The new key opens keyslot {number}.", json => json.WriteNumber("keyslot", number));
        }
        catch (ArgumentException error)
        {
            throw new ToolException(ExitCode.Usage, error.Message.Split(" (Parameter")[0], error);
        }
    }

    /// <summary>What was chosen; null where nothing was, which takes what fits the container.</summary>
    private async ValueTask<LuksKdf?> KdfAsync(ParseResult parsed, string path, CancellationToken cancellationToken)
    {
        if (!_kdf.IsGiven(parsed))
        {
            return null;
        }

        using var file = InputImage.OpenFile(path);
        var luks = await LuksContainer.InspectAsync(file, cancellationToken).ConfigureAwait(false);
        return await _kdf.ReadAsync(parsed, $"luks{(int)luks.Version}", hasArgon2: luks.Version == LuksVersion.Luks2, cancellationToken).ConfigureAwait(false);
    }
}
