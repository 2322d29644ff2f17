using System.Reflection;

namespace IBMCloud.Architecture.Tests;

/// <summary>The checkout that the tests run from, and the assemblies built from it.</summary>
internal static class Repository
{
    private static readonly string[] BuildFolders = ["bin", "obj", "TestResults"];

    public static string Root => SharedTools.RepositoryRoot;

    public static IReadOnlyList<string> ShippedProjects { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).Select(path => Path.GetFileNameWithoutExtension(path)!)];

    public static string Project(string name) => Path.Combine(Root, "src", name, $"{name}.csproj");

    public static Assembly Assembly(string project) =>
        System.Reflection.Assembly.Load(project == "IBMCloud.E2E.Tool" ? "ibmcloud-e2e" : project);

    /// <summary>Every source file of the folders, as a path relative to the root.</summary>
    public static IEnumerable<string> Sources(params string[] folders) => folders
        .Select(folder => Path.Combine(Root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Root, path))
        .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(BuildFolders.Contains));

    public static string[] Lines(string relativePath) => File.ReadAllLines(Path.Combine(Root, relativePath));
}
