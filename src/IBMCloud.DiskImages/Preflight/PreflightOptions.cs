using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Preflight;

/// <summary>How <see cref="ImageInspector"/> looks at an image.</summary>
public sealed class PreflightOptions
{
    /// <summary>The name that the object is to have in the bucket; <see langword="null"/> where it is not known yet.</summary>
    public string? ObjectName { get; init; }

    /// <summary>The format to open the file as; <see langword="null"/> tells it from the content.</summary>
    public DiskImageFormat? Format { get; init; }

    /// <summary>
    /// What decrypts an encrypted image, so that it can be looked into: for an encrypted VHD the key's raw bytes, for LUKS the passphrase.
    /// Needed while inspecting only; the caller keeps and disposes it.
    /// </summary>
    public SecretBytes? Key { get; init; }
}
