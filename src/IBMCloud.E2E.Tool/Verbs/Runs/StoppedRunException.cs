using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Verbs.Runs;

/// <summary>A run stopped, by Ctrl-C or by a failure, and can go on.</summary>
internal sealed class StoppedRunException(int exitCode, string message, string resume, Exception cause) : IbmCloudE2EException(message, cause)
{
    /// <summary>How the process ends.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>The command line by which the run goes on.</summary>
    public string Resume { get; } = resume;
}
