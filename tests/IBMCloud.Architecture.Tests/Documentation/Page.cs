using System.Text.RegularExpressions;

namespace IBMCloud.Architecture.Tests.Documentation;

/// <summary>A Markdown page of the repository.</summary>
internal sealed partial record Page(string Path, string Text)
{
    /// <summary>Every page that people read: at the root, under docs, samples, benchmarks and of each package.</summary>
    public static IEnumerable<Page> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(new[] { "docs", "samples", "benchmarks", "src" }.Select(folder => System.IO.Path.Combine(Repository.Root, folder)).Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories)))
            .Select(path => System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj" or "artifacts"))
            .Order(StringComparer.Ordinal)
            .Select(path => new Page(path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, path)).ReplaceLineEndings("\n"))),
    ];

    /// <summary>The text without blocks and spans of code, in which nothing is a link or a heading.</summary>
    public string Prose => Span().Replace(Fence().Replace(Text, ""), "");

    /// <summary>The anchors of its headings, as GitHub makes them.</summary>
    public IReadOnlySet<string> Anchors
    {
        get
        {
            var anchors = new HashSet<string>(StringComparer.Ordinal);
            foreach (Match heading in Heading().Matches(Fence().Replace(Text, "")))
            {
                var plain = Link().Replace(heading.Groups["text"].Value, match => match.Groups["shown"].Value);
                var anchor = NotInAnchor().Replace(plain.Trim().ToLowerInvariant(), "").Replace(' ', '-');
                for (var (again, name) = (1, anchor); !anchors.Add(name); again++)
                {
                    name = $"{anchor}-{again}";
                }
            }

            return anchors;
        }
    }

    /// <summary>Where its links lead.</summary>
    public IEnumerable<string> Links => Link().Matches(Prose).Select(match => match.Groups["target"].Value);

    /// <summary>Its blocks of code, each with its language and the line before it.</summary>
    public IEnumerable<(string Before, string Language, string Code)> Blocks =>
        Fence().Matches(Text).Select(match => (match.Groups["before"].Value.Trim(), match.Groups["language"].Value, match.Groups["code"].Value));

    [GeneratedRegex(@"(?:(?<=^|\n)(?<before>[^\n]*)\n)?[ ]*```(?<language>\w*)[^\n]*\n(?<code>.*?)\n?[ ]*```(?=\n|$)", RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"`[^`\n]+`")]
    private static partial Regex Span();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<shown>[^\]\n]*)\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();
}
