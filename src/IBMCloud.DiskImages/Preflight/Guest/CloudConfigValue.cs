using System.Text;

namespace IBMCloud.DiskImages.Preflight.Guest;

/// <summary>
/// The value of a key at the top of a YAML file: a word, or a list of words in either style. What is written in any other way is not understood,
/// and says so, rather than half understood.
/// </summary>
/// <param name="Items">The words; null where the value is not understood.</param>
internal sealed record CloudConfigValue(IReadOnlyList<string>? Items)
{
    /// <summary>Finds a key; of more than one, the last, as YAML readers do. Null where there is none.</summary>
    public static CloudConfigValue? TryFind(string text, string key)
    {
        var lines = text.Split('\n');
        for (var i = lines.Length - 1; i >= 0; i--)
        {
            if (lines[i].StartsWith(key, StringComparison.Ordinal) && lines[i][key.Length..].TrimStart().StartsWith(':'))
            {
                var after = lines[i][(lines[i].IndexOf(':', StringComparison.Ordinal) + 1)..];
                return new CloudConfigValue(Parse(WithoutComment(after), lines.AsSpan(i + 1)));
            }
        }

        return null;
    }

    private static List<string>? Parse(string value, ReadOnlySpan<string> following)
    {
        if (value.StartsWith('['))
        {
            var flow = new StringBuilder(value);
            for (var i = 0; !flow.ToString().Contains(']', StringComparison.Ordinal) && i < following.Length && i < 100; i++)
            {
                flow.Append(' ').Append(WithoutComment(following[i]));
            }

            return Flow(flow.ToString());
        }

        if (value.Length == 0)
        {
            return Block(following);
        }

        return Word(value) is { } word ? [word] : null;
    }

    private static List<string>? Flow(string text)
    {
        var end = text.IndexOf(']', StringComparison.Ordinal);
        if (end < 0 || text[(end + 1)..].Trim().Length > 0)
        {
            return null;
        }

        var words = text[1..end].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Word).ToList();
        return words.Contains(null) ? null : [.. words.OfType<string>()];
    }

    // "- word", or "- [word, frequency]" as lists of modules have it.
    private static List<string>? Block(ReadOnlySpan<string> lines)
    {
        var items = new List<string>();
        foreach (var line in lines)
        {
            var item = WithoutComment(line);
            if (item.Length == 0)
            {
                continue;
            }

            if (!item.StartsWith('-'))
            {
                break;
            }

            item = item[1..].Trim();
            var word = item.StartsWith('[') ? Flow(item)?.FirstOrDefault() : Word(item);
            if (word is null)
            {
                return null;
            }

            items.Add(word);
        }

        return items;
    }

    private static string? Word(string text)
    {
        var word = text.Length > 1 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;
        return word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or '/') ? word : null;
    }

    private static string WithoutComment(string line)
    {
        var comment = line.StartsWith('#') ? 0 : line.IndexOf(" #", StringComparison.Ordinal);
        return (comment < 0 ? line : line[..comment]).Trim();
    }
}
