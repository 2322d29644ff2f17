using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Why an image cannot be re-keyed.</summary>
public enum RekeyRefusal
{
    /// <summary>The form of the image has no keyslots: its data are encrypted with the data key itself.</summary>
    NoKeyslots,

    /// <summary>The run has no encrypted image in its bucket.</summary>
    NotUploaded,

    /// <summary>The object in the bucket is not the run's any more.</summary>
    ObjectChanged,
}

/// <summary>An image was not re-keyed; it is as it was.</summary>
public sealed class RekeyException : IbmCloudE2EException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">The cause, then the remedy.</param>
    public RekeyException(RekeyRefusal reason, string message)
        : base(message) => Reason = reason;

    /// <summary>Why.</summary>
    public RekeyRefusal Reason { get; }
}
