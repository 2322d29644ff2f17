using System.Xml.Linq;

namespace IBMCloud.Architecture.Tests;

/// <summary>Who may use whom. A new reference is a decision: it is made here first.</summary>
public sealed class ReferenceTests
{
    private const string Extensions = "Microsoft.Extensions.*";

    private static readonly string[] Services = ["Core", "Iam"];

    /// <summary>Assembly, the product's assemblies that it may reference, the packages that it may reference.</summary>
    public static TheoryData<string, string[], string[]> Allowed => new()
    {
        { "Primitives", [], [] },
        { "Core", ["Primitives"], [Extensions, "Polly.Core", "Refit", "Refit.HttpClientFactory"] },
        { "Iam", ["Core"], ["Refit"] },
        { "ResourceController", Services, ["Refit"] },
        { "KeyProtect", Services, ["Refit"] },
        { "ObjectStorage", Services, ["AWSSDK.S3"] },
        { "SoftLayer", Services, ["Refit"] },
        { "ActivityTracker", Services, [] },
        { "Luks", ["Primitives"], ["System.IO.Pipelines"] },
        { "DiskImages", ["Primitives", "Luks"], ["ZstdSharp.Port"] },
        { "E2E", ["Primitives", "Core", "Iam", "ResourceController", "KeyProtect", "ObjectStorage", "SoftLayer", "ActivityTracker", "Luks", "DiskImages"], [Extensions] },
        { "Emulator", ["Core", "DiskImages", "Luks"], [Extensions] },
        { "E2E.Tool", ["E2E", "Emulator"], [Extensions, "Spectre.Console", "System.CommandLine"] },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void An_assembly_references_only_what_the_design_allows(string assembly, string[] projects, string[] packages)
    {
        var project = XDocument.Load(Repository.Project($"IBMCloud.{assembly}"));

        var references = Includes(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        references.Should().BeSubsetOf(projects.Select(name => $"IBMCloud.{name}"));
        Includes(project, "PackageReference").Where(package => !packages.Any(pattern => Matches(package, pattern))).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Allowed))]
    public void A_built_assembly_uses_only_what_the_design_allows_directly_or_through_it(string assembly, string[] projects, string[] packages)
    {
        var allowed = new HashSet<string>(projects.Select(name => $"IBMCloud.{name}"));
        var reachable = Reachable(assembly);
        var used = Repository.Assembly($"IBMCloud.{assembly}").GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => name.StartsWith("IBMCloud.", StringComparison.Ordinal) && !allowed.Contains(name));

        used.Should().BeSubsetOf(reachable, "{0} may lean on these and on {1}", assembly, string.Join(", ", packages));
    }

    [Fact]
    public void Every_shipped_assembly_has_its_line_in_the_table() =>
        Repository.ShippedProjects.Should().BeEquivalentTo(Allowed.Select(row => $"IBMCloud.{row.Data.Item1}"));

    [Theory]
    [MemberData(nameof(Allowed))]
    public void No_shipped_assembly_opens_its_internals_to_another(string assembly, string[] projects, string[] packages)
    {
        _ = (projects, packages);
        var friends = Repository.Assembly($"IBMCloud.{assembly}").GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType.Name == "InternalsVisibleToAttribute")
            .Select(attribute => ((string)attribute.ConstructorArguments[0].Value!).Split(',')[0]);

        friends.Should().NotIntersectWith([.. Repository.ShippedProjects, "ibmcloud-e2e"]);
    }

    private static IEnumerable<string> Includes(XDocument project, string element) =>
        project.Descendants(element).Select(reference => reference.Attribute("Include")?.Value).OfType<string>();

    private static bool Matches(string package, string pattern) =>
        pattern.EndsWith('*') ? package.StartsWith(pattern[..^1], StringComparison.Ordinal) : package == pattern;

    private static HashSet<string> Reachable(string assembly)
    {
        var table = Allowed.ToDictionary(row => row.Data.Item1, row => row.Data.Item2);
        var found = new HashSet<string>();
        var open = new Queue<string>(table[assembly]);
        while (open.TryDequeue(out var name))
        {
            if (found.Add($"IBMCloud.{name}"))
            {
                foreach (var next in table[name])
                {
                    open.Enqueue(next);
                }
            }
        }

        return found;
    }
}
