namespace IBMCloud.Core;

/// <summary>
/// No answer came: the connection failed, broke or took too long. Where the request was one that changes something, it may have had its effect:
/// look before it is repeated.
/// </summary>
public sealed class IbmCloudTransportException : IbmCloudException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="service">Service.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="message">What happened, to what, and what to do next.</param>
    /// <param name="mayHaveHadEffect">The request may have reached the service.</param>
    /// <param name="innerException">The failure underneath.</param>
    public IbmCloudTransportException(string service, string operation, string message, bool mayHaveHadEffect, Exception innerException)
        : base(service, operation, message, innerException) => MayHaveHadEffect = mayHaveHadEffect;

    /// <summary>The request may have reached the service and had its effect, although no answer came back.</summary>
    public bool MayHaveHadEffect { get; }
}
