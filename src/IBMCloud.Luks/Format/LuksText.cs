namespace IBMCloud.Luks;

/// <summary>Text of an untrusted header, made fit for a message.</summary>
internal static class LuksText
{
    /// <summary>Short, and without control characters.</summary>
    public static string Quote(string text)
    {
        var visible = string.Concat(text.Take(40).Select(c => char.IsControl(c) ? '?' : c));
        return text.Length > 40 ? visible + "…" : visible;
    }
}
