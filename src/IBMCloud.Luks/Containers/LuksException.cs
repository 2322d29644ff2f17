using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>A LUKS container could not be made, read or opened. The message never holds a key or a passphrase.</summary>
public sealed class LuksException : IbmCloudE2EException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">What happened, to what, and what to do next.</param>
    /// <param name="innerException">The failure underneath, or <see langword="null"/>.</param>
    public LuksException(LuksError reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public LuksError Reason { get; }
}
