using IBMCloud.DiskImages;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>The object that an image is copied from: raw, VHD, qcow2, or one of the encrypted forms.</summary>
public sealed class ImageCopySource
{
    /// <summary>Client of the bucket's region. It stays the caller's.</summary>
    public required ObjectStorageClient Storage { get; init; }

    /// <summary>Bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>Name of the object.</summary>
    public required string Key { get; init; }

    /// <summary>The entity tag that the object must have; whatever it has at the start where <see langword="null"/>. One that changes meanwhile is an error in any case.</summary>
    public string? ExpectedETag { get; init; }

    /// <summary>Form of the object; told from its content where <see langword="null"/>. Name it for images from people you do not trust.</summary>
    public DiskImageFormat? Format { get; init; }

    /// <summary>What decrypts it: an encrypted VHD's raw key, or a LUKS passphrase. It stays the caller's.</summary>
    public SecretBytes? DecryptionKey { get; init; }

    internal string Address => $"cos://{Storage.Region}/{Bucket}/{Key}";
}
