using System.Text.RegularExpressions;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>What cryptsetup's luksDump prints, as names and values.</summary>
internal static partial class LuksDump
{
    // Words that only say what kind of thing follows, or that there is nothing.
    private static readonly string[] NoFacts = ["(no flags)", "(no label)", "(no subsystem)", "(whole device)", "crypt", "luks2", "pbkdf2", "vault", "ENABLED", "DISABLED"];

    public static IEnumerable<(string Name, string Value)> Facts(string dump)
    {
        // Salts and digests are hex over some lines.
        var joined = HexBreak().Replace(dump.Replace("\r", "", StringComparison.Ordinal), "");
        foreach (var line in joined.Split('\n'))
        {
            var parts = line.Split(':', 2);
            if (parts.Length < 2 || parts[1].Trim() is not { Length: > 0 } value || NoFacts.Contains(value))
            {
                continue;
            }

            var name = parts[0].Trim();
            yield return (name, (name, value) switch
            {
                // Sectors there, bytes here.
                ("Payload offset" or "Key material offset", _) => $"{512L * long.Parse(value, System.Globalization.CultureInfo.InvariantCulture)} bytes",
                (_, _) when Hex().IsMatch(value) => value.Replace(" ", "", StringComparison.Ordinal),
                _ => value.Replace("[bytes]", "bytes", StringComparison.Ordinal),
            });
        }
    }

    [GeneratedRegex(@"(?<=[0-9a-f]{2} )\n\s+(?=[0-9a-f]{2} )")]
    private static partial Regex HexBreak();

    [GeneratedRegex("^([0-9a-f]{2} ?){8,}$")]
    private static partial Regex Hex();
}
