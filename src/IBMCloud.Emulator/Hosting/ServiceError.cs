namespace IBMCloud.Emulator.Hosting;

/// <summary>A refusal by an emulated service; the service's <see cref="IEmulatedService.WriteErrorAsync"/> puts it into its dialect.</summary>
internal sealed class ServiceError(int status, string code, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The service's own code, such as <c>BXNIM0415E</c> or <c>KEY_DELETED_ERR</c>.</summary>
    public string Code { get; } = code;

    /// <summary>The request's field at fault, where the dialect names it.</summary>
    public string? Target { get; init; }

    /// <summary>What the dialect needs beside code and message, such as the policy that a new one conflicts with.</summary>
    public object? Details { get; init; }

    /// <summary>Text of a Retry-After header.</summary>
    public string? RetryAfter { get; init; }
}
