using System.Security.Cryptography;
using System.Text;

namespace IBMCloud.E2E;

/// <summary>How much of a copied image is read back, decrypted and compared with the source.</summary>
public enum ImageCopyCheck
{
    /// <summary>Nothing: the digests that Object Storage checked of each part are taken as enough.</summary>
    Digests,

    /// <summary>The first and the last MiB and sixteen others.</summary>
    Samples,

    /// <summary>Every byte.</summary>
    Whole,
}

/// <summary>How an image is copied.</summary>
public sealed class ImageCopyOptions
{
    /// <summary>
    /// Where the state of the copy is kept, so that the same call goes on after a stop, on this machine or another one; it holds no secret. <see langword="null"/>, the
    /// default, keeps none: a copy that fails leaves nothing behind.
    /// </summary>
    public RunJournalStore? Journals { get; init; }

    /// <summary>Name of the journal; made from the target's address where <see langword="null"/>.</summary>
    public string? JournalName { get; init; }

    /// <summary>Parts read, converted and sent at once, 1 to 64. 4 by default. Memory in use is this times the part size, and 64 MiB for sources that are read in small pieces.</summary>
    public int PartsInFlight { get; init; } = 4;

    /// <summary>Bytes in a part; the uploader's choice where <see langword="null"/>.</summary>
    public long? PartSize { get; init; }

    /// <summary>What is read back at the end.</summary>
    public ImageCopyCheck Check { get; init; } = ImageCopyCheck.Samples;

    internal string NameFor(ImageCopyTarget target) =>
        JournalName ?? $"copy-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Address)))[..16]}";
}
