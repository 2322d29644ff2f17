using System.Net;
using IBMCloud.Primitives;

namespace IBMCloud.Core;

/// <summary>
/// A call to IBM Cloud failed. The message says what was refused and what to do; it holds the service's own text but never a request's body,
/// a header or a token.
/// </summary>
public class IbmCloudException : IbmCloudE2EException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Service, for example <c>Key Protect</c>.</param>
    /// <param name="operation">What was asked, for example <c>wrap</c>.</param>
    /// <param name="message">What happened, to what, and what to do next.</param>
    /// <param name="innerException">The failure underneath, or <see langword="null"/>.</param>
    public IbmCloudException(string service, string operation, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Service = service;
        Operation = operation;
    }

    /// <summary>Service, for example <c>Key Protect</c>.</summary>
    public string Service { get; }

    /// <summary>What was asked, for example <c>wrap</c>.</summary>
    public string Operation { get; }

    /// <summary>HTTP status, or <see langword="null"/> where no answer came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The service's own error code, for example <c>KEY_DELETED_ERR</c>, or <see langword="null"/>.</summary>
    public string? Code { get; init; }

    /// <summary>The id under which IBM's support finds the call, or <see langword="null"/>.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The same call may succeed later without anything being changed.</summary>
    public bool IsRetryable { get; init; }
}
