// Writes docs/packages.md from the packages and from what restore found: dotnet run build/packages-table.cs -- ARTIFACTS [--check]
// With --check nothing is written; exit code 1 says that the page is not current. Run in the repository's root, after `dotnet pack -c Release -o ARTIFACTS`.
#:property PublishAot=false
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

const string Page = "docs/packages.md";
var rooted = XDocument.Load("tests/AotSmoke/AotSmoke.csproj").Descendants("TrimmerRootAssembly").SelectMany(root => root.Attribute("Include")!.Value.Split(';')).ToHashSet();
var text = new StringBuilder("""
    # Packages

    All have one version, .NET 10 as target, the MIT licence, XML documentation, symbols (`.snupkg`) and a README with an example that the tests run. Beside them is a
    bill of materials in CycloneDX form (`build/sbom.sh`). [How to install them](install.md).

    | package | purpose | needs of ours | needs of others, all that comes with it | assembly | trimmed, Native AOT |
    |---|---|---|---|---|---|

    """);
foreach (var project in Directory.EnumerateDirectories("src").Order(StringComparer.Ordinal))
{
    var name = Path.GetFileName(project);
    var package = Package(args[0], name == "IBMCloud.E2E.Tool" ? "ibmcloud-e2e" : name);
    var (ours, others) = Dependencies(Path.Combine(project, "obj", "project.assets.json"));
    var tool = package.Description.Document!.Descendants().Any(element => element.Name.LocalName == "packageType" && element.Attribute("name")?.Value == "DotnetTool");
    text.Append($"| `{package.Id}` | {package.Description.Value} | {(tool ? "in it: " : "")}{Names(ours)} | {(tool ? "in it: " : "")}{Names(others)} | {Size(package.Length)} | ");
    text.Append(tool ? "yes, [as one file](install.md)" : rooted.Contains(name) ? "yes" : "not shown").Append(" |\n");
}

text.Append("""

    - Sizes are those of the package's own assembly, in steps. `Microsoft.Extensions.*` (n) are n packages of that family.
    - `IBMCloud.Emulator` also uses the shared framework `Microsoft.AspNetCore.App`, which the SDK has.
    - Trimmed and Native AOT: CI publishes `tests/AotSmoke`, which keeps every member of every assembly marked here, and the tool; any warning fails it.

    This page is written by `dotnet run build/packages-table.cs -- artifacts`; CI checks that it is current.

    """);
if (args is [_, "--check"])
{
    var current = File.Exists(Page) && File.ReadAllText(Page).ReplaceLineEndings("\n") == text.ToString().ReplaceLineEndings("\n");
    Console.WriteLine(current ? $"{Page} is current." : $"{Page} is not current: run build/packages-table.cs without --check, and commit it. It should be:\n{text}");
    return current ? 0 : 1;
}

File.WriteAllText(Page, text.ToString());
return 0;

static (string Id, XElement Description, long Length) Package(string artifacts, string id)
{
    var path = Directory.EnumerateFiles(artifacts, $"{id}.*.nupkg").Single(path => char.IsAsciiDigit(Path.GetFileName(path)[id.Length + 1]));
    using var package = ZipFile.OpenRead(path);
    using var stream = package.GetEntry($"{id}.nuspec")!.Open();
    var description = XDocument.Load(stream).Descendants().Single(element => element.Name.LocalName == "description");
    return (id, description, package.Entries.Single(entry => entry.Name == $"{id}.dll").Length);
}

// All that restore found for the project, however deep: what only builds (no assembly for the consumer) is left out.
static (List<string> Ours, List<string> Others) Dependencies(string assets)
{
    using var json = JsonDocument.Parse(File.ReadAllBytes(assets));
    var found = json.RootElement.GetProperty("targets").GetProperty("net10.0").EnumerateObject().ToList();
    var ours = found.Where(one => one.Value.GetProperty("type").GetString() == "project");
    var others = found.Where(one => one.Value.GetProperty("type").GetString() == "package" && one.Value.TryGetProperty("runtime", out _));
    return (Ids(ours), Ids(others));

    static List<string> Ids(IEnumerable<JsonProperty> found) => [.. found.Select(one => one.Name.Split('/')[0]).Order(StringComparer.Ordinal)];
}

static string Names(List<string> packages)
{
    const string Family = "Microsoft.Extensions.";
    var extensions = packages.Count(name => name.StartsWith(Family, StringComparison.Ordinal));
    var shown = packages.Where(name => !name.StartsWith(Family, StringComparison.Ordinal)).Select(name => name.Replace("IBMCloud.", "", StringComparison.Ordinal)).ToList();
    return packages.Count == 0 ? "none" : string.Join(", ", extensions > 0 ? [.. shown, $"{Family}* ({extensions})"] : shown);
}

static string Size(long bytes) => bytes < 100_000 ? "< 100 KB" : bytes < 400_000 ? "< 400 KB" : bytes < 2_000_000 ? "< 2 MB" : "< 10 MB";
