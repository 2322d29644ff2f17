using IBMCloud.Core;

namespace IBMCloud.ObjectStorage;

/// <summary>A Regional bucket to be made at the client's endpoint.</summary>
public sealed class BucketDraft
{
    /// <summary>3 to 63 lower-case letters, digits, dots and hyphens; unique over all customers.</summary>
    public required string Name { get; init; }

    /// <summary>The Object Storage instance that is to own it. Needed with a token; an HMAC pair implies its instance.</summary>
    public Crn? Instance { get; init; }

    /// <summary>The class; <see cref="StorageClass.Smart"/> where not given.</summary>
    public StorageClass StorageClass { get; init; } = StorageClass.Smart;

    /// <summary>
    /// CRN of the root key that is to encrypt the bucket (SSE-KP), or <see langword="null"/>: it can only be chosen now. An authorization must let the instance read
    /// the Key Protect instance.
    /// </summary>
    public Crn? RootKey { get; init; }

    internal void Validate()
    {
        BucketName.Check(Name);
        if (StorageClass is StorageClass.Unknown or StorageClass.Flex || !Enum.IsDefined(StorageClass))
        {
            throw new ArgumentException($"A bucket of class {StorageClass} cannot be made. Choose Smart, Standard, Vault or Cold, or OneRateActive in a One-Rate instance.", nameof(StorageClass));
        }

        if (RootKey is { ResourceType: not "key" })
        {
            throw new ArgumentException($"'{RootKey}' is not the CRN of a key: it must end in :key:ID. Give the root key's CRN, not its instance's.", nameof(RootKey));
        }
    }
}
