namespace IBMCloud.Luks;

/// <summary>A keyslot as its header describes it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="KeySize">Length in bytes of the volume key that it holds.</param>
/// <param name="Kdf">Key derivation, for example <c>argon2id</c>; the type of the keyslot where that is not known.</param>
/// <param name="Cost">Its cost, for people.</param>
/// <param name="Priority">0 ignored unless named, 1 normal, 2 preferred.</param>
public sealed record LuksKeyslotDescription(int Number, int KeySize, string Kdf, string Cost, int Priority)
{
    /// <summary>Cipher of the material, as dm-crypt names it; empty for a type of keyslot that is not known.</summary>
    public string Cipher { get; init; } = "";

    /// <summary>Length in bytes of the key that encrypts the material: not always that of the volume key.</summary>
    public int CipherKeySize { get; init; }

    /// <summary>Hash of PBKDF2, or <see langword="null"/>.</summary>
    public string? KdfHash { get; init; }

    /// <summary>Iterations of PBKDF2, or <see langword="null"/>.</summary>
    public long? Iterations { get; init; }

    /// <summary>Passes of Argon2, or <see langword="null"/>.</summary>
    public long? Passes { get; init; }

    /// <summary>Memory of Argon2 in KiB, or <see langword="null"/>.</summary>
    public long? MemoryKiB { get; init; }

    /// <summary>Lanes of Argon2, or <see langword="null"/>.</summary>
    public long? Lanes { get; init; }

    /// <summary>Salt of the key derivation in hex.</summary>
    public string Salt { get; init; } = "";

    /// <summary>Stripes of the anti-forensic splitter.</summary>
    public int Stripes { get; init; }

    /// <summary>Hash of the anti-forensic splitter; empty for a type of keyslot that is not known.</summary>
    public string SplitterHash { get; init; } = "";

    /// <summary>Where its material begins, in bytes.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes of its area.</summary>
    public long Length { get; init; }

    /// <summary>The digest that judges its key, or <see langword="null"/>.</summary>
    public int? Digest { get; init; }
}

/// <summary>A digest: PBKDF2 of the volume key.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Hash of PBKDF2.</param>
/// <param name="Iterations">Iterations.</param>
/// <param name="Keyslots">The keyslots whose key it judges.</param>
public sealed record LuksDigestDescription(int Number, string Hash, int Iterations, IReadOnlyList<int> Keyslots)
{
    /// <summary>Its salt in hex.</summary>
    public string Salt { get; init; } = "";

    /// <summary>Its value in hex. It does not tell the key.</summary>
    public string Value { get; init; } = "";
}

/// <summary>A token: how the passphrases of some keyslots may be had. What else it holds is its type's own.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Type">Its type.</param>
/// <param name="Keyslots">The keyslots that it opens.</param>
public sealed record LuksTokenDescription(int Number, string Type, IReadOnlyList<int> Keyslots);
