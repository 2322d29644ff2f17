namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>What a user set, and where.</summary>
/// <param name="Values">The value; several only for a list.</param>
/// <param name="Origin">Where it stands, for messages: a file, a variable or a flag.</param>
/// <param name="Layer">Which kind of place that is.</param>
/// <param name="Folder">What a relative path is relative to.</param>
internal sealed record GivenValue(IReadOnlyList<string> Values, string Origin, SettingLayer Layer, string Folder)
{
    public string Text => Values[0];

    public override string ToString() => string.Join(", ", Values);
}

/// <summary>Where settings come from; a later layer wins over an earlier one.</summary>
internal enum SettingLayer
{
    ConfigFile,
    Environment,
    CommandLine,
}
