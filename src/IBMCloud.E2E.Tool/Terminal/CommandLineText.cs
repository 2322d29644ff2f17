using System.CommandLine;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>A command line as a user would type it again.</summary>
internal static class CommandLineText
{
    /// <summary>The given command line with another verb: how a stopped run goes on.</summary>
    public static string WithVerb(ParseResult parsed, string verb)
    {
        var old = parsed.CommandResult.IdentifierToken.Value;
        var replaced = false;
        return string.Join(' ', parsed.Tokens.Select(token =>
        {
            if (!replaced && token.Value == old)
            {
                replaced = true;
                return verb;
            }

            return Quote(token.Value);
        }).Prepend("ibmcloud-e2e"));
    }

    /// <summary>A word as a POSIX shell reads it.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "_-./:=,@%+".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
