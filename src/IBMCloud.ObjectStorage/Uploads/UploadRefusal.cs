namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>Why an upload does not begin.</summary>
internal static class UploadRefusal
{
    public static ObjectStorageException Exists(UploadTarget target, ObjectProperties existing) => new(ObjectStorageError.ObjectExists, "upload",
        $"'{target}' exists already ({existing.Length:N0} bytes, entity tag {existing.ETag}) and was left alone. Choose another key, or ask for it to be overwritten.");

    public static ObjectStorageException Empty(UploadTarget target) => new(ObjectStorageError.EmptySource, "upload",
        $"The source for '{target}' has no bytes. An image is never empty: check the path of the source.");

    public static ObjectStorageException OtherSource(UploadTarget target, string difference) => new(ObjectStorageError.SourceChanged, "resume the upload of",
        $"The unfinished upload of '{target}' was begun from another source: {difference}. Give the source it was begun from, or begin a new upload.");
}
