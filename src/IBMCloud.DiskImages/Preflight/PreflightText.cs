namespace IBMCloud.DiskImages.Preflight;

/// <summary>Words of a report, and text from an image made safe to print.</summary>
internal static class PreflightText
{
    /// <summary>Length of the longest verdict.</summary>
    public const int VerdictWidth = 11;
    private const int MostCharacters = 160;

    public static string Of(PreflightVerdict verdict) => verdict switch
    {
        PreflightVerdict.Ok => "ok",
        PreflightVerdict.Warn => "warn",
        PreflightVerdict.Fail => "fail",
        _ => "cannot tell",
    };

    /// <summary>The target as the tool's option has it.</summary>
    public static string Of(PreflightTarget target) => target switch
    {
        PreflightTarget.ClassicVhd => "classic",
        PreflightTarget.ClassicLuks => "classic-luks",
        _ => "vpc",
    };

    /// <summary>The format as the tool and its options have it.</summary>
    public static string Of(DiskImageFormat format) => format switch
    {
        DiskImageFormat.Raw => "raw",
        DiskImageFormat.VhdFixed => "vhd-fixed",
        DiskImageFormat.VhdDynamic => "vhd-dynamic",
        DiskImageFormat.VhdDifferencing => "vhd-differencing",
        DiskImageFormat.EncryptedVhd => "vhd-encrypted",
        DiskImageFormat.Qcow2 => "qcow2",
        DiskImageFormat.EncryptedQcow2 => "qcow2-encrypted",
        DiskImageFormat.Luks1 => "luks1",
        _ => "luks2",
    };

    /// <summary>The text with its first letter large.</summary>
    public static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>Text from an image for a report: no control characters, which a terminal would obey, and not too long.</summary>
    public static string Printable(string text)
    {
        var kept = new string([.. text.Where(c => !char.IsControl(c) && c != '\uFFFD' && !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format)]);
        return kept.Length <= MostCharacters ? kept : kept[..MostCharacters] + "…";
    }
}
