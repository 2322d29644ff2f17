namespace IBMCloud.Tests.Shared;

/// <summary>A page of docs whose samples are regions of a source file that the tests compile and run.</summary>
public static class SamplePage
{
    /// <summary>The C# blocks of a page, by the name in the comment before each: <c>&lt;!-- sample: NAME --&gt;</c>.</summary>
    /// <param name="page">Path from the repository's root.</param>
    public static IReadOnlyDictionary<string, string> Blocks(string page) =>
        Between(Read(page), "<!-- sample: ", "\n```\n").ToDictionary(one => one.Name.Replace(" -->", "", StringComparison.Ordinal), one => one.Text.Replace("```csharp\n", "", StringComparison.Ordinal).Trim('\n'));

    /// <summary>The regions of a source file by name, without their indentation.</summary>
    /// <param name="source">Path from the repository's root.</param>
    public static IReadOnlyDictionary<string, string> Regions(string source) =>
        Between(Read(source), "#region ", "#endregion").ToDictionary(one => one.Name, one => Unindent(one.Text));

    /// <summary>How many C# blocks the page has, named or not.</summary>
    /// <param name="page">Path from the repository's root.</param>
    public static int Count(string page) => Read(page).Split("```csharp").Length - 1;

    /// <summary>The text of a file of the repository.</summary>
    /// <param name="path">Path from the repository's root.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine(SharedTools.RepositoryRoot, path)).ReplaceLineEndings("\n");

    private static IEnumerable<(string Name, string Text)> Between(string text, string begin, string end)
    {
        foreach (var part in text.Split(begin).Skip(1))
        {
            var line = part.IndexOf('\n', StringComparison.Ordinal);
            yield return (part[..line].Trim(), part[(line + 1)..part.IndexOf(end, StringComparison.Ordinal)]);
        }
    }

    private static string Unindent(string text) =>
        string.Join('\n', text.TrimEnd().Split('\n').Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line));
}
