using System.Runtime.InteropServices;

namespace IBMCloud.Benchmarks.Harness;

/// <summary>The tool as <c>docs/tool.md</c> publishes it: one native file.</summary>
internal static class NativeTool
{
    /// <summary>Publishes the tool, which takes a minute and a C compiler.</summary>
    /// <returns>The program, or null where it could not be published.</returns>
    public static string? Publish()
    {
        Console.Error.WriteLine("  compiling the tool to native code");
        var output = Path.Combine(AppContext.BaseDirectory, "native");
        var published = Child.Run("dotnet", "publish", Child.ToolProject, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true", "-o", output, "-v", "q", "-nologo");
        return published.Succeeded ? Path.Combine(output, "ibmcloud-e2e") : null;
    }
}
