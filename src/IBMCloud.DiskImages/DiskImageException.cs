using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>A disk image could not be read or written. The message has the cause and then the remedy.</summary>
public sealed class DiskImageException : IbmCloudE2EException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">The cause, then the remedy.</param>
    /// <param name="innerException">The failure underneath, or <see langword="null"/>.</param>
    public DiskImageException(DiskImageError reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public DiskImageError Reason { get; }
}
