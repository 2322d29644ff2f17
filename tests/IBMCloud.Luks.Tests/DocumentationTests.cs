using System.Text.RegularExpressions;

namespace IBMCloud.Luks.Tests;

/// <summary>The documentation names tests as proofs: they exist.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SharedTools.RepositoryRoot, "docs", "luks.md"));

    [Fact]
    public void Every_line_of_the_feature_table_names_tests_that_exist()
    {
        var known = typeof(DocumentationTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => method.Name).Append(type.Name)).ToHashSet();
        var lines = Page.Split('\n').SkipWhile(line => !line.StartsWith("| feature |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).ToList();
        lines.Should().HaveCountGreaterThan(20);
        foreach (var line in lines)
        {
            var proofs = TestName().Matches(line.Split('|')[3]).Select(match => match.Groups[1].Value).ToList();
            proofs.Should().NotBeEmpty(line);
            proofs.Should().OnlyContain(name => known.Contains(name), line);
        }
    }

    [Fact]
    public void Every_one_fault_header_that_the_documentation_names_is_tried()
    {
        var tried = Hostile.Luks1FaultTests.Names.Concat(Hostile.Luks2FaultTests.Names).Select(row => row.Data).ToHashSet();
        var named = FaultName().Matches(Page).Select(match => match.Groups[1].Value).ToList();
        named.Should().HaveCountGreaterThan(30);
        named.Should().OnlyContain(name => tried.Contains(name));
    }

    [GeneratedRegex("`([A-Z][A-Za-z0-9_]+)`")]
    private static partial Regex TestName();

    [GeneratedRegex("`((?:j|k|k2|g|d|h|a|t|s|c|l1|l2)-[a-z0-9-]+)`")]
    private static partial Regex FaultName();
}
