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

    internal int EffectiveDataKeyLength => DataKeyLength ?? ImageKey.DefaultLength(Profile);

    /// <summary>Looks at the request as a whole and says everything that is wrong with it; empty where nothing is. No call is made.</summary>
    public IReadOnlyList<string> FindMistakes()
    {
        var mistakes = new List<string>();
        if (Name is not { Length: >= 2 and <= 30 } || !char.IsAsciiLetterLower(Name[0]) || Name[^1] == '-'
            || !Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            mistakes.Add($"The name '{Name}' cannot be used: it has 2 to 30 lower-case letters, digits and hyphens, begins with a letter and does not end with a hyphen.");
        }

        if (Image is null)
        {
            mistakes.Add("No image is given.");
        }

        if (Region == default)
        {
            mistakes.Add("No region is given, for example us-south.");
        }

        if (string.IsNullOrWhiteSpace(OsReferenceCode))
        {
            mistakes.Add("No operating system is given, for example DEBIAN_12_64.");
        }
        else if (OsReferenceCode.StartsWith("REDHAT_", StringComparison.Ordinal) && !Byol)
        {
            mistakes.Add("An encrypted Red Hat image is imported under the user's own licence: set Byol.");
        }

        if (EffectiveDataKeyLength is not (32 or 64))
        {
            mistakes.Add($"A data key has 32 or 64 bytes, not {DataKeyLength}.");
        }

        if (StorageClass is not (StorageClass.Smart or StorageClass.Standard or StorageClass.Vault or StorageClass.Cold or StorageClass.OneRateActive))
        {
            mistakes.Add($"A bucket of class {StorageClass} cannot be made: Smart, Standard, Vault or Cold.");
        }

        if (Bucket is not null && !IsBucketName(Bucket))
        {
            mistakes.Add($"The bucket name '{Bucket}' cannot be used: 3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends.");
        }

        mistakes.AddRange(Server?.Mistakes() ?? []);
        return mistakes;
    }

    internal void Validate()
    {
        if (FindMistakes() is { Count: > 0 } mistakes)
        {
            throw new E2ERequestException(mistakes);
        }
    }

    private static bool IsBucketName(string name) =>
        name.Length is >= 3 and <= 63 && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-')
        && !name.StartsWith("cosv1-", StringComparison.Ordinal) && !name.StartsWith("account-", StringComparison.Ordinal);
}
