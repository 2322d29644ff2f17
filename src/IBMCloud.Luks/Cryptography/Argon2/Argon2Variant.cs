namespace IBMCloud.Luks;

/// <summary>The Argon2 types that LUKS2 keyslots use.</summary>
public enum Argon2Variant
{
    /// <summary>Reads memory in an order that does not depend on the password (RFC 9106 type 1). cryptsetup's default before 2.4.</summary>
    Argon2i,

    /// <summary>Argon2i in the first half of the first pass, then in an order that depends on the password (type 2). What to use today.</summary>
    Argon2id,
}
