using IBMCloud.Core;

namespace IBMCloud.ObjectStorage;

/// <summary>An operation on Object Storage failed. The message says what was refused and what to do.</summary>
public sealed class ObjectStorageException : IbmCloudException
{
    internal const string ServiceName = "Object Storage";

    internal ObjectStorageException(ObjectStorageError reason, string operation, string message, Exception? innerException = null)
        : base(ServiceName, operation, message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public ObjectStorageError Reason { get; }

    /// <summary>How long the service asked to wait before the next try, or <see langword="null"/>.</summary>
    public TimeSpan? RetryAfter { get; internal init; }
}
