using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>What an import of an image takes that is not encrypted. Not a record: it holds an API key, and records print what they hold.</summary>
public sealed class PlainImageImport
{
    /// <summary>Name of the template.</summary>
    public required string Name { get; init; }

    /// <summary>Free text; a marker here tells a template whose answer was lost from others of the same name.</summary>
    public string Note { get; init; } = "";

    /// <summary>Operating system, for example <c>DEBIAN_12_64</c>.</summary>
    public required string OsReferenceCode { get; init; }

    /// <summary>The object: <c>cos://REGION/BUCKET/KEY</c>, a VHD in a Regional bucket.</summary>
    public required Uri Uri { get; init; }

    /// <summary>API key that may read the object. It stays the caller's to dispose.</summary>
    public required SecretString ApiKey { get; init; }

    /// <summary>The image has cloud-init.</summary>
    public bool CloudInit { get; init; }

    /// <summary>The licence of the operating system is the user's own.</summary>
    public bool Byol { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Name);
        ArgumentException.ThrowIfNullOrWhiteSpace(OsReferenceCode);
        ArgumentNullException.ThrowIfNull(ApiKey);
        CosObjectUri.Check(Uri);
        if (OsReferenceCode.StartsWith("WIN_", StringComparison.Ordinal) && CloudInit && Byol)
        {
            throw new ArgumentException("A Windows image has cloud-init or the user's own licence, not both.", nameof(Byol));
        }
    }
}
