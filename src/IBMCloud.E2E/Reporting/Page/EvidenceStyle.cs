using System.Security.Cryptography;
using System.Text;

namespace IBMCloud.E2E;

/// <summary>The style sheet of the page, and the policy that lets a browser use it and nothing else: no script, no other style, nothing from anywhere.</summary>
internal static class EvidenceStyle
{
    /// <summary>The style sheet.</summary>
    public static string Text { get; } = Load();

    /// <summary>The content security policy: the style sheet is named by its digest.</summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'; img-src data:; base-uri 'none'; form-action 'none'";

    private static string Load()
    {
        using var stream = typeof(EvidenceStyle).Assembly.GetManifestResourceStream("evidence.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
