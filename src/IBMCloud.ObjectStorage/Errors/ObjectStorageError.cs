namespace IBMCloud.ObjectStorage;

/// <summary>Why an operation on Object Storage failed, for code that acts on it.</summary>
public enum ObjectStorageError
{
    /// <summary>The service refused for a reason that none of the others names; its code and text are in the exception.</summary>
    Refused,

    /// <summary>A role, a policy, the bucket's firewall or its root key does not allow it.</summary>
    AccessDenied,

    /// <summary>There is no such bucket at this location's endpoint.</summary>
    BucketNotFound,

    /// <summary>There is no such object.</summary>
    ObjectNotFound,

    /// <summary>The multipart upload was completed, aborted or never there.</summary>
    UploadNotFound,

    /// <summary>The bucket's name belongs to someone else, to another instance, or was freed only minutes ago.</summary>
    BucketNameTaken,

    /// <summary>The bucket is there, but not as asked for: other location, storage class or root key. None of these can be changed.</summary>
    BucketDiffers,

    /// <summary>The bucket still holds objects.</summary>
    BucketNotEmpty,

    /// <summary>An object of this name is there, and overwriting was not asked for.</summary>
    ObjectExists,

    /// <summary>The object is no longer the one that was opened.</summary>
    ObjectChanged,

    /// <summary>The source has no bytes: an image is never empty.</summary>
    EmptySource,

    /// <summary>The source no longer has the bytes that an earlier part of this upload was made from.</summary>
    SourceChanged,

    /// <summary>What arrived is not what was sent.</summary>
    Damaged,

    /// <summary>The service asks for fewer requests.</summary>
    Throttled,

    /// <summary>The service could not be reached, broke off, or failed inside.</summary>
    Unavailable,

    /// <summary>A retention rule or object lock protects the object.</summary>
    Protected,
}
