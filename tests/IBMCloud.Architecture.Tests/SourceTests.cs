using System.Text.RegularExpressions;

namespace IBMCloud.Architecture.Tests;

/// <summary>What holds for every source file.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 400;

    [Fact]
    public void No_file_is_longer_than_one_concept_needs() =>
        Repository.Sources("src", "tests", "benchmarks", "samples")
            .Where(path => Repository.Lines(path).Length > MostLines)
            .Should().BeEmpty();

    [Fact]
    public void Nothing_shipped_is_left_for_later() => Findings(Unfinished(), "src", "samples").Should().BeEmpty();

    [Fact]
    public void Nothing_shipped_blocks_a_thread_on_a_task() => Findings(Blocking(), "src").Should().BeEmpty();

    [Fact]
    public void Nothing_shipped_swallows_every_error() => Repository.Sources("src", "samples")
        .Where(path => CatchAllAndIgnore().IsMatch(string.Join('\n', Repository.Lines(path))))
        .Should().BeEmpty();

    [Fact]
    public void No_test_waits_for_a_fixed_time() => Findings(FixedWait(), "tests")
        .Where(finding => !finding.Contains(nameof(SourceTests), StringComparison.Ordinal))
        .Should().BeEmpty();

    [Fact]
    public void Folders_are_named_after_concepts_not_kinds() => Repository.Sources("src")
        .Where(path => path.Split(Path.DirectorySeparatorChar).Any(part => part is "Models" or "Helpers" or "Utils" or "Utilities" or "Common" or "Misc"))
        .Should().BeEmpty();

    private static IEnumerable<string> Findings(Regex pattern, params string[] folders) =>
        from path in Repository.Sources(folders)
        from line in Repository.Lines(path).Select((text, index) => (text, number: index + 1))
        where pattern.IsMatch(line.text)
        select $"{path}:{line.number}: {line.text.Trim()}";

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\.GetAwaiter\(\)\.GetResult\(\)|\.Wait\(\)|[Tt]ask\w*\.Result\b|Async\([^()]*\)\.Result\b")]
    private static partial Regex Blocking();

    [GeneratedRegex(@"catch(\s*\(Exception( \w+)?\))?\s*\{\s*\}")]
    private static partial Regex CatchAllAndIgnore();

    /// <remarks>A delay on a test's own clock takes no time, and one without end is no wait but a hang to be cancelled.</remarks>
    [GeneratedRegex(@"\bTask\.Delay\((?!.*([cC]lock|[tT]imeProvider|Infinite))|\bThread\.Sleep\(")]
    private static partial Regex FixedWait();
}
