namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>A bucket: one location, one storage class and at most one root key, all fixed when it is made (spec cos §2, §3).</summary>
/// <param name="name">Globally unique name.</param>
/// <param name="region">Where it is.</param>
/// <param name="instance">GUID of the service instance that owns it.</param>
internal sealed class Bucket(string name, string region, string instance)
{
    public string Name { get; } = name;

    public string Region { get; } = region;

    public string Instance { get; } = instance;

    /// <summary><c>standard</c>, <c>smart</c>, <c>vault</c> or <c>cold</c>.</summary>
    public required string StorageClass { get; init; }

    /// <summary>CRN of the root key of SSE-KP, or null.</summary>
    public string? KeyCrn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary><c>us-south-standard</c>.</summary>
    public string LocationConstraint => $"{Region}-{StorageClass}";

    public SortedDictionary<string, StoredObject> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Open multipart uploads by id.</summary>
    public Dictionary<string, MultipartUpload> Uploads { get; } = [];
}
