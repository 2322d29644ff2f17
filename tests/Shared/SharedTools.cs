namespace IBMCloud.Tests.Shared;

/// <summary>Finds the scripts beside the checkout that start real servers and guests, where a machine has them.</summary>
public static class SharedTools
{
    /// <summary>The repository's root folder.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The path of a script in the folder of tools beside the checkout; skips (fails in CI) where it is not there.</summary>
    public static string Require(string relativePath)
    {
        var path = Path.GetFullPath(Path.Combine(RepositoryRoot, "..", "shared", "tools", relativePath));
        if (!File.Exists(path))
        {
            OutsideTool.Missing($"the test tool '{relativePath}' is not beside the checkout");
        }

        return path;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "IBMCloud.E2E.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No IBMCloud.E2E.sln above '{AppContext.BaseDirectory}': run the tests from a checkout.");
    }
}
