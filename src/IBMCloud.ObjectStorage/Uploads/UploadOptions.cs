namespace IBMCloud.ObjectStorage;

/// <summary>How an upload is done.</summary>
public sealed class UploadOptions
{
    private int _partsInFlight = 8;

    /// <summary>Whether an object of the same key may be replaced. False by default.</summary>
    public bool Overwrite { get; set; }

    /// <summary>Parts sent at once at most, 1 to 64; fewer while the service asks for it. 8 by default. Memory in use is this times the part size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int PartsInFlight
    {
        get => _partsInFlight;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64);
            _partsInFlight = value;
        }
    }

    /// <summary>
    /// Bytes in a part, 5 MiB to 5 GiB; <see langword="null"/>, the default, takes 16 MiB, or more where 10,000 such parts do not do. Parts above 64 MiB are read
    /// from the source twice instead of being held in memory.
    /// </summary>
    public long? PartSize { get; set; }

    /// <summary>Media type of the object; <c>application/octet-stream</c> where not given.</summary>
    public string? ContentType { get; set; }

    /// <summary>The object's own metadata (<c>x-amz-meta-*</c>). It is readable for all who may read the object: no key, no host.</summary>
    public IDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Told what a resume needs; <see langword="null"/> for none.</summary>
    public IUploadJournal? Journal { get; set; }

    /// <summary>The upload to go on with, from a journal.</summary>
    public UploadRecord? Resume { get; set; }

    /// <summary>
    /// Without a journal: go on with the newest unfinished upload of this key that the service lists, if its parts are cut as this one's. Each of its parts is read
    /// from the source again and compared.
    /// </summary>
    public bool ResumeFromServer { get; set; }

    /// <summary>Leaves the unfinished upload on the service when this one fails or is cancelled, to be resumed. By default it is aborted and nothing is left.</summary>
    public bool KeepUnfinished { get; set; }

    /// <summary>
    /// Reads the finished object back by ranges and compares each byte with the source. The digests that are compared anyway prove the same unless the service's own
    /// are wrong. False by default; what a pipe yields cannot be compared.
    /// </summary>
    public bool ReadBack { get; set; }

    /// <summary>The caller's own digest of what tells this source from another one; goes into the record and is compared on a resume.</summary>
    public string? SourceDigest { get; set; }
}
