namespace IBMCloud.Luks;

/// <summary>The JSON of a LUKS2 header, after every rule held that cryptsetup has, and those that it lacks.</summary>
internal sealed class Luks2Metadata
{
    /// <summary>In the order of the JSON text, which is the order in which cryptsetup tries them.</summary>
    public required IReadOnlyList<Luks2Keyslot> Keyslots { get; init; }

    public required Luks2Segment Segment { get; init; }

    public required IReadOnlyList<Luks2Digest> Digests { get; init; }

    public required IReadOnlyList<Luks2Token> Tokens { get; init; }

    public required IReadOnlyList<string> Flags { get; init; }

    public required IReadOnlyList<string> Requirements { get; init; }

    public required long KeyslotsSize { get; init; }

    /// <summary>Why the container is neither opened nor changed, or null.</summary>
    public required LuksException? Refusal { get; init; }
}

/// <summary>A keyslot. One of another type than <c>luks2</c> is loaded and cannot be opened: it has no key derivation.</summary>
internal sealed record Luks2Keyslot(int Id, string Type, int KeyLength, long AreaOffset, long AreaLength)
{
    public int Priority { get; init; } = 1;

    public string AfHash { get; init; } = "";

    public string Encryption { get; init; } = "";

    /// <summary>Bytes of the slot key: not the same thing as the volume key's length.</summary>
    public int AreaKeyLength { get; init; }

    public Luks2Kdf? Kdf { get; init; }
}

/// <summary>A keyslot's key derivation as written; its parameters are judged when the slot is opened.</summary>
internal sealed record Luks2Kdf(string Type, byte[] Salt, long Iterations, string Hash, long Passes, long MemoryKiB, long Lanes)
{
    public KeyDerivation Resolve()
    {
        if (Salt.Length != KeyDerivation.SaltLength)
        {
            throw new LuksException(LuksError.Corrupt, $"A keyslot's salt has {Salt.Length} bytes instead of {KeyDerivation.SaltLength}. Restore the header from a backup.");
        }

        switch (Type)
        {
            case "pbkdf2":
                return new(new LuksKdf.Pbkdf2(LuksHash.Parse(Hash), Number(Iterations)), Salt);
            case "argon2id":
                return new(new LuksKdf.Argon2id(Number(Passes), Number(MemoryKiB), Number(Lanes)), Salt);
            case "argon2i":
                return new(new LuksKdf.Argon2i(Number(Passes), Number(MemoryKiB), Number(Lanes)), Salt);
            default:
                throw new LuksException(
                    LuksError.Unsupported, $"A keyslot uses the key derivation '{LuksText.Quote(Type)}', supported are pbkdf2, argon2i and argon2id. Open the container with cryptsetup on Linux.");
        }
    }

    // Beyond an int it is beyond every limit too.
    private static int Number(long value) => (int)Math.Clamp(value, int.MinValue, int.MaxValue);
}

/// <summary>The data segment. A length of null means: to the end of the file.</summary>
internal sealed record Luks2Segment(long Offset, long? Length, string Encryption, int SectorSize);

/// <summary>A digest and the keyslots and segments that it speaks for.</summary>
internal sealed record Luks2Digest(int Id, string HashName, IReadOnlyList<int> Keyslots, IReadOnlyList<int> Segments, VolumeKeyDigest Digest);

/// <summary>A token: how some keyslots' passphrases may be had. Its other members are its type's own.</summary>
internal sealed record Luks2Token(int Id, string Type, IReadOnlyList<int> Keyslots);
