using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>Hashes by the names that LUKS headers use.</summary>
internal static class LuksHash
{
    /// <summary>Finds a hash by name; case does not matter, as in cryptsetup.</summary>
    /// <exception cref="LuksException">The hash is not one that is supported.</exception>
    public static HashAlgorithmName Parse(string name) => Find(name) ?? throw Unsupported(name);

    /// <summary>Finds a hash by name, or null where it is not supported.</summary>
    public static HashAlgorithmName? Find(string name) => name.ToLowerInvariant() switch
    {
        "sha1" => HashAlgorithmName.SHA1,
        "sha256" => HashAlgorithmName.SHA256,
        "sha384" => HashAlgorithmName.SHA384,
        "sha512" => HashAlgorithmName.SHA512,
        _ => null,
    };

    public static LuksException Unsupported(string name) => new(
        LuksError.Unsupported, $"The header uses the hash '{LuksText.Quote(name)}', supported are sha1, sha256, sha384 and sha512. Open the container with cryptsetup on Linux.");

    public static string Name(HashAlgorithmName hash) => hash.Name!.ToLowerInvariant();

    public static int Length(HashAlgorithmName hash) => hash.Name switch
    {
        "SHA1" => 20,
        "SHA256" => 32,
        "SHA384" => 48,
        _ => 64,
    };
}
