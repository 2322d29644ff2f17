namespace IBMCloud.E2E.Tool;

/// <summary>The process's exit codes: an interface that scripts rely on.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>Also what <c>compare</c> ends with where the images differ.</summary>
    public const int Failed = 1;
    public const int Usage = 2;
    public const int WrongKey = 3;

    /// <summary>Not a valid image, or not a supported one.</summary>
    public const int InvalidImage = 4;

    /// <summary>128 + SIGINT.</summary>
    public const int Cancelled = 130;
}
