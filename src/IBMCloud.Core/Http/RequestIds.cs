namespace IBMCloud.Core;

/// <summary>The id under which IBM's support finds a call.</summary>
internal static class RequestIds
{
    // IAM and Key Protect; Object Storage, whose own one goes before the one that S3 has.
    private static readonly string[] Headers = ["Transaction-Id", "Correlation-Id", "X-Correlation-Id", "X-Request-Id", "X-Clv-Request-Id", "x-amz-request-id"];

    /// <summary>The service's own id, or <see langword="null"/> where its answer has none.</summary>
    public static string? Of(HttpResponseMessage? response) =>
        Headers.Select(name => response?.Headers.TryGetValues(name, out var values) == true ? values.First() : null).FirstOrDefault(id => id is not null);

    /// <summary>The id that the request was sent with, or <see langword="null"/>.</summary>
    public static string? Of(HttpRequestMessage? request) =>
        request?.Headers.TryGetValues(CorrelationHandler.Header, out var values) == true ? values.First() : null;
}
