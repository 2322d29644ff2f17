using System.Text.RegularExpressions;
using IBMCloud.E2E.Tool.Configuration;

namespace IBMCloud.E2E.Tool.Tests.Documentation;

/// <summary>Every verb has a page, every flag is on it, every setting is in the table, every link leads somewhere.</summary>
public sealed partial class VerbPagesTests
{
    [Fact]
    public void Every_verb_has_a_page_with_all_its_flags_and_its_exit_codes()
    {
        var settings = Settings.All.Select(setting => setting.Flag).Append("--config").ToHashSet();
        var tool = SamplePage.Read("docs/tool.md");
        var wrong = new List<string>();
        foreach (var verb in ToolCommand.Create().Subcommands)
        {
            var page = SamplePage.Read($"docs/verbs/{verb.Name}.md");
            var flags = verb.Subcommands.Append(verb).SelectMany(command => command.Options).Select(option => option.Name).Where(name => name.StartsWith("--", StringComparison.Ordinal) && !settings.Contains(name)).Distinct();

            // The options of keys are on the tool's page, those of a keyslot's cost on encrypt's.
            wrong.AddRange(flags.Where(flag => !page.Contains(flag, StringComparison.Ordinal) && !IsShared(flag)).Select(flag => $"{verb.Name}: {flag}"));
            wrong.AddRange(page.Contains("xit codes: ", StringComparison.Ordinal) ? [] : [$"{verb.Name}: exit codes"]);
            wrong.AddRange(tool.Contains($"verbs/{verb.Name}.md", StringComparison.Ordinal) ? [] : [$"{verb.Name}: link"]);
        }

        wrong.Should().BeEmpty();

        static bool IsShared(string flag) => flag is "--help" or "--version" || flag.EndsWith("key-file", StringComparison.Ordinal) || flag.EndsWith("passphrase-file", StringComparison.Ordinal)
            || flag.StartsWith("--kdf", StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_has_its_line()
    {
        var page = SamplePage.Read("docs/tool-configuration.md");

        Settings.All.Where(setting => !page.Contains($"| `{setting.Name}` | `{setting.Flag}` | `{setting.Variable}` | `{setting.Value.Replace("|", "\\|", StringComparison.Ordinal)}` | {setting.Description} |", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    [Fact]
    public void Every_link_leads_to_a_page()
    {
        var docs = Path.Combine(SharedTools.RepositoryRoot, "docs");
        var broken = from page in Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories)
                     from Match link in Link().Matches(File.ReadAllText(page))
                     let target = link.Groups[1].Value
                     where !File.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
                     select $"{Path.GetRelativePath(docs, page)}: {target}";

        broken.Should().BeEmpty();
    }

    [GeneratedRegex(@"\]\(([^)#:]+\.md)(?:#[^)]*)?\)")]
    private static partial Regex Link();
}
