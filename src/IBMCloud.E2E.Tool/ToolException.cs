using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool;

/// <summary>The tool's own refusal: what the libraries underneath cannot know, such as options that exclude each other.</summary>
internal sealed class ToolException(int exitCode, string message, Exception? innerException = null) : IbmCloudE2EException(message, innerException)
{
    public int ExitCode { get; } = exitCode;

    public static ToolException Usage(string message) => new(Tool.ExitCode.Usage, message);
}
