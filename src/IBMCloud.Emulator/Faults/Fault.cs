namespace IBMCloud.Emulator;

/// <summary>One way in which a request can go wrong; planned with <see cref="FaultPlan.Add"/>.</summary>
public sealed class Fault
{
    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>What happens.</summary>
    public FaultKind Kind { get; }

    /// <summary>The HTTP status of the answer, for <see cref="FaultKind.Status"/>.</summary>
    public int StatusCode { get; private init; }

    /// <summary>The text of the Retry-After header, or null for none.</summary>
    public string? RetryAfter { get; private init; }

    /// <summary>How long the answer waits, for <see cref="FaultKind.Slow"/> and <see cref="FaultKind.LateAnswer"/>.</summary>
    public TimeSpan Delay { get; private init; }

    /// <summary>How many bytes of the body are sent, for <see cref="FaultKind.TruncatedBody"/>.</summary>
    public int BodyBytes { get; private init; }

    /// <summary>The answer has this status and an error body in the service's dialect; the request has no effect.</summary>
    /// <param name="statusCode">400 to 599.</param>
    /// <exception cref="ArgumentOutOfRangeException">The status is no error.</exception>
    public static Fault Status(int statusCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(statusCode, 400);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(statusCode, 599);
        return new(FaultKind.Status) { StatusCode = statusCode };
    }

    /// <summary>500 without effect.</summary>
    public static Fault InternalError() => Status(500);

    /// <summary>503 without effect.</summary>
    /// <param name="retryAfter">Text of the Retry-After header: seconds or an HTTP date; null for none.</param>
    public static Fault Unavailable(string? retryAfter = null) => new(FaultKind.Status) { StatusCode = 503, RetryAfter = retryAfter };

    /// <summary>429 without effect.</summary>
    /// <param name="retryAfter">Text of the Retry-After header: seconds or an HTTP date; null for none.</param>
    public static Fault TooManyRequests(string? retryAfter = null) => new(FaultKind.Status) { StatusCode = 429, RetryAfter = retryAfter };

    /// <summary>The connection is reset before the request has an effect.</summary>
    public static Fault ResetBefore() => new(FaultKind.ResetBefore);

    /// <summary>The request has its effect, then the connection is reset: the answer is lost.</summary>
    public static Fault ResetAfter() => new(FaultKind.ResetAfter);

    /// <summary>The request is handled normally after a delay of the emulator's clock.</summary>
    public static Fault Slow(TimeSpan delay) => new(FaultKind.Slow) { Delay = delay };

    /// <summary>The request has its effect at once; the answer comes after a delay of the emulator's clock, when the client may have given up.</summary>
    public static Fault LateAnswer(TimeSpan delay) => new(FaultKind.LateAnswer) { Delay = delay };

    /// <summary>The request has its effect; the answer's body ends after some bytes and the connection is reset.</summary>
    public static Fault TruncatedBody(int bodyBytes = 8) => new(FaultKind.TruncatedBody) { BodyBytes = bodyBytes };

    /// <summary>The answer is 200 and has an error body in the service's dialect; the request has no effect. Classic infrastructure is known for it.</summary>
    public static Fault ErrorInOk() => new(FaultKind.ErrorInOk);

    /// <summary>The request has its effect; the answer is a success, but empty. Classic infrastructure is known for it.</summary>
    public static Fault EmptyOk() => new(FaultKind.EmptyOk);

    /// <summary>401 as for an expired token, without effect, whatever the token.</summary>
    public static Fault ExpiredToken() => new(FaultKind.ExpiredToken) { StatusCode = 401 };
}
