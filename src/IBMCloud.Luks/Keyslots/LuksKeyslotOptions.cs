namespace IBMCloud.Luks;

/// <summary>How a new keyslot is made.</summary>
public sealed class LuksKeyslotOptions
{
    /// <summary>
    /// Key derivation; <see langword="null"/> takes Argon2id (LUKS2) or PBKDF2 with the header's hash (LUKS1) at the default costs, which fit random keys.
    /// For a passphrase that people choose take what <see cref="LuksKdfBenchmark"/> finds.
    /// </summary>
    public LuksKdf? Kdf { get; init; }

    /// <summary>Number of the slot, from 0; <see langword="null"/> takes the first free one. LUKS1 has 8 slots, LUKS2 32.</summary>
    public int? Keyslot { get; init; }

    /// <summary>0 ignored unless named, 1 normal, 2 tried first; <see langword="null"/> takes 1, and leaves a changed keyslot as it was. LUKS2 only.</summary>
    public int? Priority { get; init; }

    /// <summary>What the container's present keyslots may ask for when they are opened.</summary>
    public LuksOpenOptions? Open { get; init; }

    internal LuksFormatOptions Validate(LuksVersion version, System.Security.Cryptography.HashAlgorithmName hash)
    {
        if (Priority is < 0 or > 2 || (version == LuksVersion.Luks1 && Priority is not null))
        {
            throw new ArgumentOutOfRangeException(nameof(Priority), Priority, "A LUKS2 keyslot has the priority 0, 1 or 2; LUKS1 knows none.");
        }

        var slots = version == LuksVersion.Luks1 ? Luks1Layout.KeyslotCount : Luks2Rules.MaxKeyslots;
        if (Keyslot is { } number && (number < 0 || number >= slots))
        {
            throw new ArgumentOutOfRangeException(nameof(Keyslot), number, $"The container's keyslots have the numbers 0 to {slots - 1}.");
        }

        var format = new LuksFormatOptions { Version = version, Kdf = Kdf, Hash = hash };
        format.ValidateKdf();
        return format;
    }
}
