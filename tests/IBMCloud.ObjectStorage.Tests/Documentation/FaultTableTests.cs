using System.Reflection;
using System.Text.RegularExpressions;

namespace IBMCloud.ObjectStorage.Tests.Documentation;

public sealed partial class FaultTableTests
{
    [Fact]
    public void Every_fault_on_the_page_names_a_test_that_is_there()
    {
        var page = SamplePage.Read("docs/object-storage.md");
        var rows = page[page.IndexOf("| fault |", StringComparison.Ordinal)..].Split('\n').Skip(2).TakeWhile(line => line.StartsWith('|')).ToList();
        var tests = typeof(FaultTableTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => $"{method.DeclaringType!.Name}.{method.Name}"))
            .ToHashSet();

        rows.Should().HaveCountGreaterThan(20);
        rows.Where(row => !Name().Matches(row.Split('|')[^2]).Any()).Should().BeEmpty();
        rows.SelectMany(row => Name().Matches(row.Split('|')[^2])).Select(match => match.Groups[1].Value).Where(name => !tests.Contains(name)).Should().BeEmpty();
    }

    [GeneratedRegex("`([A-Za-z]+Tests\\.[A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}
