using System.Globalization;

namespace IBMCloud.E2E.Tool.Configuration;

/// <summary>What is set, by whichever layer wins, read by kind. Every mistake is kept, so that all are told at once.</summary>
internal sealed class ToolConfiguration(IReadOnlyDictionary<Setting, GivenValue> given, List<string> mistakes)
{
    /// <summary>What is set, in the order of <see cref="Settings.All"/>.</summary>
    public IEnumerable<(Setting Setting, GivenValue Value)> Given => Settings.All.Where(given.ContainsKey).Select(setting => (setting, given[setting]));

    public bool Has(Setting setting) => given.ContainsKey(setting);

    /// <summary>The value and where it came from, or null.</summary>
    public GivenValue? Find(Setting setting) => given.GetValueOrDefault(setting);

    public string? Text(Setting setting) => Find(setting)?.Text;

    /// <summary>A text that must be there; <paramref name="standIn"/> where it is not, which the caller never uses: the mistake is told first.</summary>
    public string Required(Setting setting, string standIn)
    {
        if (Text(setting) is { Length: > 0 } text)
        {
            return text;
        }

        Mistake($"'{setting.Name}' is not set. Give {setting.Flag}, {setting.Variable}, or \"{setting.Name}\" in a config file.");
        return standIn;
    }

    /// <summary>A path, made absolute from where it was written.</summary>
    public string? PathOf(Setting setting) => Find(setting) is { Text.Length: > 0 } value ? Path.GetFullPath(value.Text, value.Folder) : null;

    public int Number(Setting setting, int otherwise) => Parse(setting, otherwise, "a whole number",
        static (string text, out int value) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value));

    public bool Switch(Setting setting, bool otherwise) => Parse(setting, otherwise, "true or false", static (string text, out bool value) => bool.TryParse(text, out value));

    public TimeSpan Duration(Setting setting, TimeSpan otherwise) => Parse(setting, otherwise, "a time such as 500ms, 30s, 10m or 2h", TryDuration);

    public Uri? Address(GivenValue value, string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
        {
            return address;
        }

        Mistake(value, text, "an address such as https://…");
        return null;
    }

    /// <summary>One of a few words.</summary>
    public T Choice<T>(Setting setting, T otherwise, params ReadOnlySpan<T> values)
    {
        if (Find(setting) is not { } value)
        {
            return otherwise;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (setting.Choices[i].Equals(value.Text, StringComparison.OrdinalIgnoreCase))
            {
                return values[i];
            }
        }

        Mistake(value, value.Text, string.Join(" or ", setting.Choices));
        return otherwise;
    }

    public void Mistake(string sentence) => mistakes.Add(sentence);

    public void Mistake(GivenValue value, string text, string wanted) => Mistake($"'{text}' ({value.Origin}) cannot be used: it takes {wanted}.");

    /// <summary>Adds what another judge found, and where what it quotes was set.</summary>
    public void Mistakes(IEnumerable<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            var origin = Given.FirstOrDefault(one => sentence.Contains($"'{one.Value.Text}'", StringComparison.Ordinal)).Value?.Origin;
            Mistake(origin is null ? sentence : $"{sentence} It is from {origin}.");
        }
    }

    /// <summary>Ends the program where anything is wrong.</summary>
    /// <exception cref="ToolException">All mistakes, a line each.</exception>
    public void ThrowIfWrong()
    {
        if (mistakes is [var only])
        {
            throw ToolException.Usage(only);
        }

        if (mistakes.Count > 0)
        {
            throw ToolException.Usage($"{mistakes.Count} settings cannot be used:\n{string.Join('\n', mistakes.Select(mistake => $"  - {mistake}"))}");
        }
    }

    private delegate bool Parser<T>(string text, out T value);

    private T Parse<T>(Setting setting, T otherwise, string wanted, Parser<T> parse)
    {
        if (Find(setting) is not { } value)
        {
            return otherwise;
        }

        if (parse(value.Text, out var parsed))
        {
            return parsed;
        }

        Mistake(value, value.Text, wanted);
        return otherwise;
    }

    private static bool TryDuration(string text, out TimeSpan value)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9');
        value = default;
        if (digits is < 1 or > 9)
        {
            return false;
        }

        var number = int.Parse(text.AsSpan(0, digits), CultureInfo.InvariantCulture);
        double? seconds = text[digits..] switch { "ms" => number / 1000.0, "s" => number, "m" => number * 60.0, "h" => number * 3600.0, _ => null };
        value = seconds is { } known and < 1e7 ? TimeSpan.FromSeconds(known) : default;
        return seconds is < 1e7;
    }
}
