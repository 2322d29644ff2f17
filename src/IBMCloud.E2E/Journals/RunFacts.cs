using System.Text.Json;

namespace IBMCloud.E2E;

/// <summary>What a run knows: ids of what was found and made, the wrapped data key, the layout. None of it is a secret.</summary>
/// <remarks>A step that stands in for one of the built-in ones sets what the steps after it read.</remarks>
public sealed class RunFacts
{
    /// <summary>The account.</summary>
    public string? AccountId { get; set; }

    /// <summary>IAM id of whoever runs it: the owner of the API key.</summary>
    public string? CallerIamId { get; set; }

    /// <summary>Id, not value, of the API key that it runs with.</summary>
    public string? CallerApiKeyId { get; set; }

    /// <summary>IAM id of the classic user that imports.</summary>
    public string? ImportingUserIamId { get; set; }

    /// <summary>Resource group in which instances are made.</summary>
    public string? ResourceGroupId { get; set; }

    /// <summary>CRN of the Key Protect instance.</summary>
    public string? KeyProtectInstanceCrn { get; set; }

    /// <summary>GUID of the Key Protect instance.</summary>
    public string? KeyProtectInstanceId { get; set; }

    /// <summary>Id of the root key.</summary>
    public string? RootKeyId { get; set; }

    /// <summary>CRN of the root key.</summary>
    public string? RootKeyCrn { get; set; }

    /// <summary>The data key as Key Protect wrapped it: the only form in which it is stored anywhere.</summary>
    public string? WrappedDataKey { get; set; }

    /// <summary>Version of the root key that wrapped it, or <see langword="null"/>.</summary>
    public string? RootKeyVersion { get; set; }

    /// <summary>Ids of the standard keys that keep the run's data keys in Key Protect, or <see langword="null"/>.</summary>
    public IReadOnlyList<string>? StandardKeyIds { get; set; }

    /// <summary>Another header of the object that is being written, or <see langword="null"/>.</summary>
    public PendingHeader? PendingHeader { get; set; }

    /// <summary>Data keys that the image had before, wrapped, or <see langword="null"/>.</summary>
    public IReadOnlyList<FormerDataKey>? FormerDataKeys { get; set; }

    /// <summary>Length of the data key in bytes.</summary>
    public int? DataKeyLength { get; set; }

    /// <summary>CRN of the Object Storage instance.</summary>
    public string? ObjectStorageInstanceCrn { get; set; }

    /// <summary>GUID of the Object Storage instance.</summary>
    public string? ObjectStorageInstanceId { get; set; }

    /// <summary>Bucket.</summary>
    public string? Bucket { get; set; }

    /// <summary>Name of the encrypted image's object.</summary>
    public string? ObjectKey { get; set; }

    /// <summary>ETag of the uploaded object.</summary>
    public string? ObjectETag { get; set; }

    /// <summary>Id of the image template that the run captured from a server.</summary>
    public long? CapturedTemplateId { get; set; }

    /// <summary>Name of the object that an image template was exported to: a plain copy.</summary>
    public string? ExportedKey { get; set; }

    /// <summary>ETag of the exported object, once it was complete.</summary>
    public string? ExportedETag { get; set; }

    /// <summary>Bytes in a part of the upload, the last excepted: what the ETag is made of.</summary>
    public long? UploadPartSize { get; set; }

    /// <summary>Id of the service ID that reads object and key for the import.</summary>
    public string? ServiceId { get; set; }

    /// <summary>IAM id of the service ID.</summary>
    public string? ServiceIdIamId { get; set; }

    /// <summary>Id of the service ID's API key. Its value is nowhere but in the memory of the run that made it.</summary>
    public string? ApiKeyId { get; set; }

    /// <summary>When the last policy was made that the import depends on.</summary>
    public DateTimeOffset? LastPolicyAt { get; set; }

    /// <summary>Format of the image that the plain disk is in, for example <c>Qcow2</c>.</summary>
    public string? ImageFormat { get; set; }

    /// <summary>Length of the plain disk in bytes.</summary>
    public long? DiskLength { get; set; }

    /// <summary>Length of the encrypted image in bytes.</summary>
    public long? EncryptedLength { get; set; }

    /// <summary>The layout that, with the disk and the data key, fixes every byte of the encrypted image.</summary>
    public JsonElement? Layout { get; set; }

    /// <summary>State of the upload, as Object Storage's client describes it.</summary>
    public JsonElement? Upload { get; set; }

    /// <summary>Id of the image template.</summary>
    public long? TemplateId { get; set; }

    /// <summary>UUID of the image template: what orders take.</summary>
    public string? TemplateGlobalIdentifier { get; set; }

    /// <summary>Datacenter of the template.</summary>
    public string? Datacenter { get; set; }

    /// <summary>Id of the virtual server.</summary>
    public long? ServerId { get; set; }

    internal RunFacts Clone() => (RunFacts)MemberwiseClone();
}
