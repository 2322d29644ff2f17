namespace IBMCloud.Luks;

/// <summary>Text of an untrusted header, made fit for a message.</summary>
internal static class LuksText
{
    /// <summary>Short, and without control characters.</summary>
    public static string Quote(string text)
    {
        var visible = Printable(text.Length > 40 ? text[..40] : text);
        return text.Length > 40 ? visible + "…" : visible;
    }

    /// <summary>Without control characters.</summary>
    public static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
}
