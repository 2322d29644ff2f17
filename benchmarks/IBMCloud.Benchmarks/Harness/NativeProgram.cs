using System.Runtime.InteropServices;

namespace IBMCloud.Benchmarks.Harness;

/// <summary>A program as one native file, as <c>docs/tool.md</c> publishes the tool.</summary>
internal static class NativeProgram
{
    /// <summary>Publishes a project, which takes a minute or two and a C compiler.</summary>
    /// <returns>The program, or what to call it in a message where it could not be published.</returns>
    public static string Publish(string project, string program)
    {
        Console.Error.WriteLine($"  compiling {program} to native code");
        var output = Path.Combine(AppContext.BaseDirectory, "native", program);
        var published = Child.Run("dotnet", "publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishAot=true", "-o", output, "-v", "q", "-nologo");
        return published.Succeeded ? Path.Combine(output, program) : $"{program}, which could not be compiled to native code";
    }
}
