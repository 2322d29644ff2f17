using System.CommandLine;

namespace IBMCloud.E2E.Tool.Keys;

/// <summary>The options <c>--key-file</c> and <c>--passphrase-file</c>, of which a verb takes one.</summary>
internal sealed class KeyOptions
{
    private readonly Option<string> _keyFile;
    private readonly Option<string> _passphraseFile;

    private readonly bool _required;

    /// <param name="prefix">Comes before both names where a verb takes two keys, such as <c>new-</c>.</param>
    /// <param name="required">Whether the verb needs a key.</param>
    public KeyOptions(string prefix = "", bool required = true)
    {
        _required = required;
        _keyFile = new($"--{prefix}key-file")
        {
            Description = "The data encryption key: 32 or 64 raw bytes ('-' reads stdin). A LUKS passphrase is its base64 text without a line break.",
            HelpName = "F",
        };
        _passphraseFile = new($"--{prefix}passphrase-file")
        {
            Description = "The LUKS passphrase: the file's exact bytes ('-' reads stdin). A line break at its end counts.",
            HelpName = "F",
        };
    }

    public void AddTo(Command command)
    {
        command.Add(_keyFile);
        command.Add(_passphraseFile);
        command.Validators.Add(result =>
        {
            var (key, passphrase) = (result.GetResult(_keyFile) is not null, result.GetResult(_passphraseFile) is not null);
            if (key == passphrase && (key || _required))
            {
                result.AddError($"Give either {_keyFile.Name} or {_passphraseFile.Name}.");
            }
        });
    }

    /// <summary>The file that was given.</summary>
    public string Path(ParseResult parsed) => parsed.GetValue(_keyFile) ?? parsed.GetRequiredValue(_passphraseFile);

    /// <summary>Reads the file that was given.</summary>
    public GivenKey Read(ParseResult parsed) =>
        parsed.GetValue(_keyFile) is { } path ? GivenKey.FromKeyFile(path) : GivenKey.FromPassphraseFile(parsed.GetRequiredValue(_passphraseFile));

    /// <summary>Reads the file that was given, where one was.</summary>
    public GivenKey? ReadIfGiven(ParseResult parsed) => parsed.GetResult(_keyFile) is null && parsed.GetResult(_passphraseFile) is null ? null : Read(parsed);
}
