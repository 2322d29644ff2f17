namespace IBMCloud.Core;

/// <summary>What a client tells the handler chain about a request, through <see cref="HttpRequestMessage.Options"/>.</summary>
public static class IbmCloudRequest
{
    /// <summary>The request may be repeated although its method is not idempotent: repeating it has the effect of sending it once.</summary>
    public static readonly HttpRequestOptionsKey<bool> Idempotent = new("IBMCloud.Idempotent");

    /// <summary>What is asked, for errors, logs and traces; the method and path where it is not set.</summary>
    public static readonly HttpRequestOptionsKey<string> Operation = new("IBMCloud.Operation");

    /// <summary>A longest time for one attempt of this request alone.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> AttemptTimeout = new("IBMCloud.AttemptTimeout");

    /// <summary>The answer is small and is read whole within the attempt, into memory that is zeroed with it.</summary>
    public static readonly HttpRequestOptionsKey<bool> WholeAnswer = new("IBMCloud.WholeAnswer");

    /// <summary>
    /// The caller repeats this request itself, each time with a new body: the chain sends it once and does not keep a copy of its body. For transfers too large to be
    /// held in memory twice.
    /// </summary>
    public static readonly HttpRequestOptionsKey<bool> RepeatedByCaller = new("IBMCloud.RepeatedByCaller");

    internal static bool IsRepeatedByCaller(HttpRequestMessage request) => request.Options.TryGetValue(RepeatedByCaller, out var byCaller) && byCaller;

    internal static string OperationOf(HttpRequestMessage request) => request.Options.TryGetValue(Operation, out var operation)
        ? operation
        : $"{request.Method} {request.RequestUri?.AbsolutePath}";

    internal static bool IsRepeatable(HttpRequestMessage request) => request.Options.TryGetValue(Idempotent, out var idempotent)
        ? idempotent
        : request.Method == HttpMethod.Get || request.Method == HttpMethod.Head || request.Method == HttpMethod.Options || request.Method == HttpMethod.Put
            || request.Method == HttpMethod.Delete;
}
