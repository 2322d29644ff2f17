using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>The object that an image is copied to.</summary>
public sealed class ImageCopyTarget
{
    /// <summary>Client of the bucket's region, which may be another one than the source's. It stays the caller's.</summary>
    public required ObjectStorageClient Storage { get; init; }

    /// <summary>Bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Name of the object.</summary>
    public required string Key { get; init; }

    /// <summary>What the object becomes.</summary>
    public required ImageForm Form { get; init; }

    /// <summary>Whether an object of that name may be replaced. False by default.</summary>
    public bool Overwrite { get; init; }

    internal string Address => $"cos://{Storage.Region}/{Bucket}/{Key}";
}
