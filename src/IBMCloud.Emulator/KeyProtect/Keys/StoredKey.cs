using System.Security.Cryptography;

namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>
/// A key of an instance. Its state follows from what was done to it and from the clock (spec iam-keyprotect §5.2): 1 active, 2 suspended,
/// 3 deactivated (past its expiration), 5 destroyed.
/// </summary>
internal sealed class StoredKey
{
    public static readonly TimeSpan RestorableFor = TimeSpan.FromDays(30);
    public static readonly TimeSpan PurgeableAfter = TimeSpan.FromHours(4);
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public List<string> Aliases { get; } = [];

    /// <summary>True for a standard key, whose payload can be read; false for a root key, which wraps.</summary>
    public required bool Extractable { get; init; }

    public required bool Imported { get; init; }

    /// <summary>The algorithm of the import token, where one brought the key; later material must come the same way.</summary>
    public string? EncryptionAlgorithm { get; init; }

    public required string Ring { get; set; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public DateTimeOffset? RotatedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? DeletedAt { get; set; }

    public string? DeletedBy { get; set; }

    public bool Suspended { get; set; }

    /// <summary>The key material, oldest first; a standard key has one version, its payload.</summary>
    public List<KeyVersion> Versions { get; } = [];

    public KeyVersion Current => Versions[^1];

    /// <summary>Months between automatic rotations, or null without a rotation policy.</summary>
    public int? RotationMonths { get; set; }

    public bool RotationEnabled { get; set; }

    /// <summary>Deletion needs two people.</summary>
    public bool DualAuthDelete { get; set; }

    /// <summary>Who first agreed to the deletion, and when.</summary>
    public (string IamId, DateTimeOffset At)? SetForDeletion { get; set; }

    /// <summary>What other services encrypt with the key, by CRN.</summary>
    public Dictionary<string, Registration> Registrations { get; } = new(StringComparer.Ordinal);

    public int StateAt(DateTimeOffset now) =>
        DeletedAt is not null ? 5
        : Suspended ? 2
        : ExpiresAt <= now ? 3
        : 1;

    /// <summary>Makes the rotations that the key's policy has had since the last look.</summary>
    public void RotateWhenDue(DateTimeOffset now)
    {
        while (RotationEnabled && RotationMonths is { } months && StateAt(now) is 1 or 3 && (RotatedAt ?? CreatedAt).AddMonths(months) is var due && due <= now)
        {
            Versions.Add(new KeyVersion(RandomNumberGenerator.GetBytes(Current.Material.Length), due));
            RotatedAt = UpdatedAt = due;
        }
    }

    /// <summary>Who first agreed to the deletion, while that is still good.</summary>
    public string? AgreedToDeletionBy(DateTimeOffset now) => SetForDeletion is { } first && first.At + KeyLifeRoutes.DeletionAuthorizedFor > now ? first.IamId : null;

    public bool IsPurgedAt(DateTimeOffset now) => DeletedAt + KeptFor <= now;
}
