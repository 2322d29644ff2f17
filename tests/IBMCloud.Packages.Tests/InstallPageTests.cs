using System.Text.RegularExpressions;

namespace IBMCloud.Packages.Tests;

/// <summary>docs/install.md shows the files of tests/consumers, which build/consumers.sh builds and runs by the commands of the same page.</summary>
public sealed partial class InstallPageTests
{
    private const string Page = "docs/install.md";
    private const string Consumers = "tests/consumers";

    [Fact]
    public void The_page_shows_the_sources_of_the_consumers_and_no_others()
    {
        var folder = Path.Combine(SharedTools.RepositoryRoot, Consumers);
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'));
        var shown = Block().Matches(SamplePage.Read(Page))
            .Where(block => block.Groups["file"].Value != "commands")
            .ToDictionary(block => $"{block.Groups["consumer"].Value}/{block.Groups["file"].Value}", block => block.Groups["text"].Value);

        shown.Should().BeEquivalentTo(files.ToDictionary(file => file, file => SamplePage.Read($"{Consumers}/{file}")));
    }

    [Fact]
    public void Every_block_of_code_belongs_to_a_consumer() =>
        Unnamed().Matches(SamplePage.Read(Page)).Should().BeEmpty();

    [Fact]
    public void The_README_of_the_tool_has_commands_of_this_page_only()
    {
        var run = SamplePage.Read(Page).Split('\n');
        var shown = SamplePage.Read("src/IBMCloud.E2E.Tool/README.md").Split('\n').Where(line => line.StartsWith("    ", StringComparison.Ordinal)).Select(line => line.Split("  #")[0].Trim());

        shown.Should().NotBeEmpty().And.BeSubsetOf(run);
    }

    [GeneratedRegex(@"<!-- (?<consumer>[a-z-]+): (?<file>[\w.-]+) -->\n```\w+\n(?<text>.*?)```\n", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<! -->)\n```(csharp|json)\n")]
    private static partial Regex Unnamed();
}
