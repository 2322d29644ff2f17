using System.Text.RegularExpressions;
using IBMCloud.DiskImages.Preflight;

namespace IBMCloud.DiskImages.Tests;

/// <summary>What the documentation names exists: tests as proofs, and every rule of preflight.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SharedTools.RepositoryRoot, "docs", "disk-images.md"));

    [Fact]
    public void Every_cell_of_the_table_of_formats_names_tests_that_exist()
    {
        var known = typeof(DocumentationTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => method.Name).Append(type.Name)).ToHashSet();
        var lines = Lines("| format | read |");
        lines.Should().HaveCountGreaterThan(7);
        foreach (var line in lines)
        {
            var proofs = TestName().Matches(line).Select(match => match.Groups[1].Value).ToList();
            proofs.Should().NotBeEmpty(line);
            proofs.Should().OnlyContain(name => known.Contains(name), line);
        }
    }

    [Fact]
    public void Every_rule_of_preflight_has_its_line()
    {
        var named = Lines("| rule | classic |").SelectMany(line => RuleName().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value));
        var rules = Enum.GetValues<PreflightTarget>().SelectMany(PreflightProfile.RulesOf).Select(rule => rule.Name).Distinct();

        named.Should().BeEquivalentTo(rules);
    }

    private static List<string> Lines(string header) =>
        [.. Page.Split('\n').SkipWhile(line => !line.StartsWith(header, StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))];

    [GeneratedRegex("`([A-Z][A-Za-z0-9_]+)`")]
    private static partial Regex TestName();

    [GeneratedRegex("`([a-z-]+)`")]
    private static partial Regex RuleName();
}
