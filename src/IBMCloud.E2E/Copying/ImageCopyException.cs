using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Why a copy ended.</summary>
public enum ImageCopyError
{
    /// <summary>The source is another object than expected, or than the one that the copy began with.</summary>
    SourceChanged,

    /// <summary>The journal is of a copy of something else.</summary>
    OtherCopy,

    /// <summary>What was read back is not what was copied.</summary>
    Differs,
}

/// <summary>A copy of an image ended. What Object Storage, the image formats and the journal refuse comes as their own exceptions.</summary>
public sealed class ImageCopyException : IbmCloudE2EException
{
    internal ImageCopyException(ImageCopyError reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public ImageCopyError Reason { get; }
}
