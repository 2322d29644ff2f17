namespace IBMCloud.Architecture.Tests.Documentation;

/// <summary>No link of a page leads nowhere: files, folders and headings are there. Addresses of other sites are not asked.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Every_link_leads_to_a_file_that_is_there() => Page.All.SelectMany(Targets)
        .Where(link => !File.Exists(link.Full) && !Directory.Exists(link.Full))
        .Select(link => $"{link.Page}: {link.Target}")
        .Should().BeEmpty();

    [Fact]
    public void Every_anchor_is_a_heading_of_its_page()
    {
        var pages = Page.All.ToDictionary(page => Path.GetFullPath(Path.Combine(Repository.Root, page.Path)));

        Page.All.SelectMany(Targets)
            .Where(link => link.Anchor is not null && pages.TryGetValue(link.Full, out var page) && !page.Anchors.Contains(link.Anchor))
            .Select(link => $"{link.Page}: {link.Target}")
            .Should().BeEmpty();
    }

    [Fact]
    public void Every_page_of_the_docs_can_be_reached_from_the_first_one()
    {
        var pages = Page.All.ToDictionary(page => Path.GetFullPath(Path.Combine(Repository.Root, page.Path)));
        var reached = new HashSet<string>();
        var next = new Queue<Page>(Page.All.Where(page => page.Path is "docs/index.md" or "README.md"));
        while (next.TryDequeue(out var page))
        {
            foreach (var (_, _, full, _) in Targets(page))
            {
                if (pages.TryGetValue(full, out var linked) && reached.Add(full))
                {
                    next.Enqueue(linked);
                }
            }
        }

        pages.Where(page => page.Value.Path.StartsWith("docs/", StringComparison.Ordinal) && page.Value.Path != "docs/index.md" && !reached.Contains(page.Key))
            .Select(page => page.Value.Path)
            .Should().BeEmpty();
    }

    private static IEnumerable<(string Page, string Target, string Full, string? Anchor)> Targets(Page page)
    {
        var folder = Path.Combine(Repository.Root, Path.GetDirectoryName(page.Path)!);
        foreach (var target in page.Links.Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith("mailto:", StringComparison.Ordinal)))
        {
            var parts = target.Split('#', 2);
            var path = parts[0].Length == 0 ? Path.Combine(Repository.Root, page.Path) : Path.Combine(folder, Uri.UnescapeDataString(parts[0]));
            yield return (page.Path, target, Path.GetFullPath(path), parts.Length == 2 ? parts[1] : null);
        }
    }
}
