using IBMCloud.Core;
using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>
/// What the user wants: from which image, with which key, in which region, and how what is made shall be called. It holds no secret but the material
/// of a root key to import, and prints none.
/// </summary>
public sealed record E2ERequest
{
    /// <summary>
    /// The name of the run, and the stem of the name of everything that it makes: 2 to 30 lower-case letters, digits and hyphens. A second run of the same
    /// name finds what the first one made.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The plain image.</summary>
    public required ImageInput Image { get; init; }

    /// <summary>Region of keys, bucket and import: they must be in the same one.</summary>
    public required IbmRegion Region { get; init; }

    /// <summary>Operating system in the image, for example <c>DEBIAN_12_64</c>.</summary>
    public required string OsReferenceCode { get; init; }

    /// <summary>Form of the encrypted image.</summary>
    public E2EProfile Profile { get; init; } = E2EProfile.ClassicVhd;

    /// <summary>Length of the data key in bytes: 64 or 32; <see langword="null"/> takes 64 for <see cref="E2EProfile.ClassicVhd"/> and 32 for <see cref="E2EProfile.ClassicLuks"/>.</summary>
    public int? DataKeyLength { get; init; }

    /// <summary>How the LUKS container of <see cref="E2EProfile.ClassicLuks"/> is made.</summary>
    public Luks.LuksFormatOptions Luks { get; init; } = new();

    /// <summary>What to do where the image has something that the import or the server would not take: no cloud-init, LVM, no /boot of its own, and more.</summary>
    public PreflightPolicy Preflight { get; init; } = PreflightPolicy.Enforce;

    /// <summary>Id of the resource group; <see langword="null"/> takes the account's default one.</summary>
    public string? ResourceGroupId { get; init; }

    /// <summary>GUID or CRN of a Key Protect instance that is there; <see langword="null"/> finds or makes one by name.</summary>
    public string? KeyProtectInstance { get; init; }

    /// <summary>Root key.</summary>
    public RootKeyChoice RootKey { get; init; } = RootKeyChoice.Create;

    /// <summary>GUID or CRN of an Object Storage instance that is there; <see langword="null"/> finds or makes one by name.</summary>
    public string? ObjectStorageInstance { get; init; }

    /// <summary>Bucket; <see langword="null"/> takes a name made of run, account and region, since bucket names are unique over all customers.</summary>
    public string? Bucket { get; init; }

    /// <summary>Storage class of a bucket that is made. Smart has no fee for reading, which an import and a verification do.</summary>
    public StorageClass StorageClass { get; init; } = StorageClass.Smart;

    /// <summary>Encrypts the bucket itself with the root key, too. Only a bucket that is made can get this.</summary>
    public bool EncryptBucket { get; init; }

    /// <summary>Replaces an object of the same name that is no upload of this run.</summary>
    public bool OverwriteObject { get; init; }

    /// <summary>Gives the importing user Viewer and Reader on the Key Protect instance, as the documented flow does.</summary>
    public bool ImportingUserPolicy { get; init; } = true;

    /// <summary>The operating system's licence is the user's own. Encrypted Red Hat images need it.</summary>
    public bool Byol { get; init; }

    /// <summary>The server to order; <see langword="null"/> ends with the image template.</summary>
    public ServerRequest? Server { get; init; }

    /// <summary>Reads the events of what was made at the end.</summary>
    public bool Audit { get; init; } = true;

    /// <summary>
    /// Keeps the data key in Key Protect as a standard key too, so that the image can be decrypted without the root key: whoever may read that key (ReaderPlus and more on the
    /// instance) opens the image. Off by default.
    /// </summary>
    public bool KeepDataKey { get; init; }

    /// <summary>
    /// Removes what the run made when a step fails, as far as these options allow; <see langword="null"/>, the default, keeps it, so that the run goes on from there. A run that was complete
    /// before loses only what the failed attempt made. One that is cancelled or killed is never rolled back.
    /// </summary>
    public TearDownOptions? RollBack { get; init; }

    /// <summary>A run plans only: nothing is made, changed, billed or written to a journal.</summary>
    public bool DryRun { get; init; }

    internal int EffectiveDataKeyLength => DataKeyLength ?? ImageKey.DefaultLength(Profile);

    /// <summary>Looks at the request as a whole and says everything that is wrong with it; empty where nothing is. No call is made.</summary>
    public IReadOnlyList<string> FindMistakes() => RequestMistakes.In(this);

    internal void Validate()
    {
        if (FindMistakes() is { Count: > 0 } mistakes)
        {
            throw new E2ERequestException(mistakes);
        }
    }
}
