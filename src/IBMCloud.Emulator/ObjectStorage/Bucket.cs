using System.Xml.Linq;

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

    /// <summary>The lifecycle rules as they were sent, or null.</summary>
    public XElement? Lifecycle { get; set; }

    /// <summary>Days for which a retention policy protects each object from its storing on, or null.</summary>
    public int? RetentionDays { get; set; }

    /// <summary>The bucket's own name in the cloud.</summary>
    public string CrnIn(string accountId) => $"crn:v1:bluemix:public:cloud-object-storage:global:a/{accountId}:{Instance}:bucket:{Name}";

    public SortedDictionary<string, StoredObject> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>Open multipart uploads by id.</summary>
    public Dictionary<string, MultipartUpload> Uploads { get; } = [];
}
