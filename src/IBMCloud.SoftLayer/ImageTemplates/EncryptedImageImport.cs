using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>
/// What an import of an encrypted image takes (<c>SoftLayer_Container_Virtual_Guest_Block_Device_Template_Configuration</c>).
/// Not a record: it holds an API key, and records print what they hold.
/// </summary>
public sealed class EncryptedImageImport
{
    /// <summary>Name of the template.</summary>
    public required string Name { get; init; }

    /// <summary>Free text; the marker of a run stands here, so that a template whose answer was lost can be told from others of the same name.</summary>
    public string Note { get; init; } = "";

    /// <summary>Operating system, for example <c>DEBIAN_12_64</c>; <see cref="ImageTemplateClient.GetImportableOperatingSystemsAsync"/> lists them.</summary>
    public required string OsReferenceCode { get; init; }

    /// <summary>The object: <c>cos://REGION/BUCKET/KEY</c>. The bucket is Regional and in the region of the root key.</summary>
    public required Uri Uri { get; init; }

    /// <summary>API key that may read the object and unwrap with the root key. It stays the caller's to dispose.</summary>
    public required SecretString ApiKey { get; init; }

    /// <summary>CRN of the root key (not of its instance).</summary>
    public required Crn RootKeyCrn { get; init; }

    /// <summary>The data key as Key Protect wrapped it, without additional authenticated data; base64 text.</summary>
    public required string WrappedDek { get; init; }

    /// <summary>The image has cloud-init. Encrypted images need it.</summary>
    public bool CloudInit { get; init; } = true;

    /// <summary>The licence of the operating system is the user's own. Encrypted Red Hat images need it.</summary>
    public bool Byol { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Name);
        ArgumentException.ThrowIfNullOrWhiteSpace(OsReferenceCode);
        ArgumentException.ThrowIfNullOrWhiteSpace(WrappedDek);
        ArgumentNullException.ThrowIfNull(ApiKey);
        CosObjectUri.Check(Uri);
        if (RootKeyCrn is not { ServiceName: "kms" or "hs-crypto", ResourceType: "key" } || RootKeyCrn.Resource.Length == 0)
        {
            throw new ArgumentException(
                $"'{RootKeyCrn}' is not the CRN of a root key. It has the form crn:v1:bluemix:public:kms:REGION:a/ACCOUNT:INSTANCE:key:KEY.", nameof(RootKeyCrn));
        }

        if (!CloudInit)
        {
            throw new ArgumentException("An encrypted image must have cloud-init: set CloudInit and install it in the image.", nameof(CloudInit));
        }

        if (OsReferenceCode.StartsWith("REDHAT_", StringComparison.Ordinal) && !Byol)
        {
            throw new ArgumentException("An encrypted Red Hat image is imported under the user's own licence: set Byol.", nameof(Byol));
        }
    }
}
