namespace IBMCloud.Luks;

/// <summary>Version of the on-disk format.</summary>
public enum LuksVersion
{
    /// <summary>LUKS1: what the documented flow of 2018, QEMU and old boot loaders read.</summary>
    Luks1 = 1,

    /// <summary>LUKS2: two checksummed headers, Argon2, sector sizes up to 4096 bytes.</summary>
    Luks2 = 2,
}
