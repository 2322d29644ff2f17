namespace IBMCloud.E2E.Tool;

/// <summary>The process's exit codes: an interface that scripts rely on. docs/troubleshooting.md has an entry for each.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Also what <c>compare</c> ends with where the images differ.</summary>
    public const int Failed = 1;

    /// <summary>The command line, the environment or the config file cannot be meant.</summary>
    public const int Usage = 2;
    public const int WrongKey = 3;

    /// <summary>Not a valid image, or not a supported one.</summary>
    public const int InvalidImage = 4;

    /// <summary>The plan, or a step of the run, needs something that only the user can bring about.</summary>
    public const int Prerequisite = 5;

    /// <summary>IBM Cloud refused, or did not answer.</summary>
    public const int CloudFailed = 6;

    /// <summary>A claim of <c>verify</c> does not hold, or <c>audit</c> misses an event.</summary>
    public const int NotProven = 7;

    /// <summary>The run's journal is missing, in use, damaged or of another request.</summary>
    public const int Journal = 8;

    /// <summary><c>teardown</c> left something that it should have removed.</summary>
    public const int Remains = 9;

    /// <summary>128 + SIGINT: stopped cleanly.</summary>
    public const int Cancelled = 130;

    /// <summary>128 + SIGKILL: a second Ctrl-C stopped it at once, as a kill would have.</summary>
    public const int Killed = 137;
}
