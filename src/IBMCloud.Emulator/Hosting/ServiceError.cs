namespace IBMCloud.Emulator.Hosting;

/// <summary>A refusal by an emulated service; the service's <see cref="IEmulatedService.WriteErrorAsync"/> puts it into its dialect.</summary>
internal sealed class ServiceError(int status, string code, string message) : Exception(message)
{
    // Codes that the foundation uses; each dialect has its own word for them.
    public const string Forbidden = "forbidden";
    public const string InvalidBody = "invalid_body";
    public const string InvalidQuery = "invalid_query";
    public const string NoSuchRoute = "no_such_route";
    public const string Planned = "planned_fault";
    public const string Defect = "emulator_defect";
    public const string TokenMissing = "token_missing";
    public const string TokenInvalid = "token_invalid";
    public const string TokenExpired = "token_expired";

    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The service's own code, such as <c>BXNIM0415E</c> or <c>KEY_DELETED_ERR</c>, or one of the foundation's.</summary>
    public string Code { get; } = code;

    /// <summary>The request's field at fault, where the dialect names it.</summary>
    public string? Target { get; init; }

    /// <summary>What the dialect needs beside code and message, such as the policy that a new one conflicts with.</summary>
    public object? Details { get; init; }

    /// <summary>Text of a Retry-After header.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>True if the bearer token was refused.</summary>
    public bool IsAboutToken => Code is TokenMissing or TokenInvalid or TokenExpired;
}
