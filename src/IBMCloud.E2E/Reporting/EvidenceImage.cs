namespace IBMCloud.E2E;

/// <summary>The image before and after, in an evidence report.</summary>
public sealed record EvidenceImage
{
    /// <summary>The plain image, as the request named it.</summary>
    public required string Source { get; init; }

    /// <summary>Its format.</summary>
    public string? Format { get; init; }

    /// <summary>Length of the plain disk in bytes.</summary>
    public long? DiskLength { get; init; }

    /// <summary>SHA-256 of the plain disk; only a verification of the whole image takes it.</summary>
    public string? DiskSha256 { get; init; }

    /// <summary>Operating system that the import was told.</summary>
    public required string OsReferenceCode { get; init; }

    /// <summary>Form of the encrypted image.</summary>
    public required E2EProfile Profile { get; init; }

    /// <summary>Bucket.</summary>
    public string? Bucket { get; init; }

    /// <summary>Name of the object.</summary>
    public string? ObjectKey { get; init; }

    /// <summary>Length of the encrypted image in bytes.</summary>
    public long? EncryptedLength { get; init; }

    /// <summary>ETag of the object: what Object Storage computed over the bytes that it got.</summary>
    public string? ObjectETag { get; init; }

    /// <summary>SHA-256 of the object; only a verification of the whole image takes it.</summary>
    public string? ObjectSha256 { get; init; }

    /// <summary>How it was encrypted.</summary>
    public required IReadOnlyList<EvidenceParameter> Parameters { get; init; }
}

/// <summary>A parameter of the encryption.</summary>
/// <param name="Name">Name.</param>
/// <param name="Value">Value.</param>
public sealed record EvidenceParameter(string Name, string Value);
