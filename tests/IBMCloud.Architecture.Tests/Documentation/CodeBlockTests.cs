using System.Text.RegularExpressions;

namespace IBMCloud.Architecture.Tests.Documentation;

/// <summary>
/// No code lives in a page only. A block of C#, shell or JSON has a comment before it: <c>&lt;!-- KIND: NAME --&gt;</c>, by which a test finds it and compiles or runs it, or
/// <c>&lt;!-- not run: WHY --&gt;</c>.
/// </summary>
public sealed partial class CodeBlockTests
{
    private static readonly HashSet<string> Code = ["csharp", "cs", "bash", "sh", "console", "json", "powershell"];

    [Fact]
    public void Every_block_of_code_is_run_or_says_why_not() => Page.All
        .SelectMany(page => page.Blocks.Where(block => Code.Contains(block.Language) && !Mark().IsMatch(block.Before)).Select(block => $"{page.Path}: {FirstLine(block.Code)}"))
        .Should().BeEmpty();

    [Fact]
    public void Every_page_whose_blocks_are_run_is_named_by_a_test_or_a_script()
    {
        var readers = Repository.Sources("tests").Select(path => string.Join('\n', Repository.Lines(path)))
            .Concat(new[] { "build", ".ci" }.Select(folder => Path.Combine(Repository.Root, folder)).Where(Directory.Exists).SelectMany(Directory.EnumerateFiles).Select(File.ReadAllText))
            .ToList();

        Page.All.Where(page => page.Blocks.Any(block => Code.Contains(block.Language) && Mark().Match(block.Before) is { Success: true } mark && mark.Groups["kind"].Value != "not run"))
            .Where(page => !readers.Any(text => text.Contains(page.Path, StringComparison.Ordinal) || (page.Path.StartsWith("src/", StringComparison.Ordinal) && text.Contains("README.md", StringComparison.Ordinal))))
            .Select(page => page.Path)
            .Should().BeEmpty();
    }

    private static string FirstLine(string code) => code.Split('\n')[0];

    [GeneratedRegex(@"^<!-- (?<kind>[a-z][a-z0-9 -]*): \S.* -->$")]
    private static partial Regex Mark();
}
