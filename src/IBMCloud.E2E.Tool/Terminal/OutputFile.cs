using System.Text;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Terminal;

/// <summary>Files that a verb writes, and what is said of one that is there already.</summary>
internal static class OutputFile
{
    /// <summary>What is said of a file that is there and was not to be replaced.</summary>
    public static string LeftAlone(string path) => $"'{path}' exists already and was left alone. Choose another name, or give --force to replace it.";

    /// <summary>Before the work, so that nobody waits for a result that has no place.</summary>
    /// <param name="path">Where it will be written; null where it will not.</param>
    /// <param name="replace">Whether a file that is there may go.</param>
    /// <exception cref="ToolException">The file is there and may not be replaced.</exception>
    public static void RefuseToReplace(string? path, bool replace)
    {
        if (path is not null && !replace && Path.Exists(path))
        {
            throw new ToolException(ExitCode.Failed, LeftAlone(path));
        }
    }

    /// <summary>Writes a page or picture, which appears whole or not at all.</summary>
    public static void WriteText(string path, string text, bool replace)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        using var file = AtomicFile.Create(path, bytes.Length, replace);
        file.Write(0, bytes);
        file.Commit();
    }
}
