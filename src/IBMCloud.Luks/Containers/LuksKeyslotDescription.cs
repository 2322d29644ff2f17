namespace IBMCloud.Luks;

/// <summary>A keyslot as its header describes it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="KeySize">Length in bytes of the volume key that it holds.</param>
/// <param name="Kdf">Key derivation, for example <c>argon2id</c>.</param>
/// <param name="Cost">Its cost, for people.</param>
/// <param name="Priority">0 ignored unless named, 1 normal, 2 preferred.</param>
public sealed record LuksKeyslotDescription(int Number, int KeySize, string Kdf, string Cost, int Priority)
{
    /// <summary>Cipher of the material, as dm-crypt names it; empty for a type of keyslot that is not known.</summary>
    public string Cipher { get; init; } = "";

    /// <summary>Hash of the anti-forensic splitter; empty for a type of keyslot that is not known.</summary>
    public string SplitterHash { get; init; } = "";

    /// <summary>Where its material begins, in bytes.</summary>
    public long Offset { get; init; }

    /// <summary>Bytes of its area.</summary>
    public long Length { get; init; }
}

/// <summary>A digest: PBKDF2 of the volume key.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">Hash of PBKDF2.</param>
/// <param name="Iterations">Iterations.</param>
/// <param name="Keyslots">The keyslots whose key it judges.</param>
public sealed record LuksDigestDescription(int Number, string Hash, int Iterations, IReadOnlyList<int> Keyslots);
