namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>
/// Whether the service's entity tags are the MD5s of the bytes. Under SSE-KP the documentation says both. The first part decides: where it differs although its
/// Content-MD5 was accepted, the tags are opaque; a difference after a match is damage.
/// </summary>
internal sealed class ETagKind(bool opaque)
{
    private readonly Lock _gate = new();
    private bool _seenMd5;

    /// <summary>The tags say nothing about the bytes.</summary>
    public bool Opaque { get; private set; } = opaque;

    /// <summary>Compares a part's tag with its MD5.</summary>
    /// <exception cref="ObjectStorageException">Some tags of this upload are MD5s and this one is not, or the other way round.</exception>
    public void Check(UploadTarget target, int number, string md5, string etag)
    {
        lock (_gate)
        {
            if (etag == md5 && !Opaque)
            {
                _seenMd5 = true;
            }
            else if (_seenMd5 || etag == md5)
            {
                throw new ObjectStorageException(ObjectStorageError.Damaged, "store a part of",
                    $"The service calls part {number} of '{target}' {etag}, but its bytes are {md5}: it stored something else, for this part or for one before. Check what stands between, such as a proxy, and upload again.");
            }
            else
            {
                Opaque = true;
            }
        }
    }
}
