using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>A page or picture that a verb writes beside what it prints.</summary>
internal static class TextFile
{
    /// <summary>Before the work, so that nobody waits for a result that has no place.</summary>
    /// <param name="path">Where it will be written; null where it will not.</param>
    /// <param name="replace">Whether a file that is there may go.</param>
    /// <exception cref="ToolException">The file is there and may not be replaced.</exception>
    public static void RefuseToReplace(string? path, bool replace)
    {
        if (path is not null && !replace && Path.Exists(path))
        {
            throw new ToolException(ExitCode.Failed, $"'{path}' exists already and was left alone. Choose another name, or give --force to replace it.");
        }
    }

    public static void Write(string path, string text, bool replace)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var file = AtomicFile.Create(path, bytes.Length, replace);
        file.Write(0, bytes);
        file.Commit();
    }
}
