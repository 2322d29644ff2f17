namespace IBMCloud.KeyProtect;

/// <summary>How a root key is encrypted for an import token.</summary>
public enum ImportAlgorithm
{
    /// <summary>Key Protect: RSA-OAEP with SHA-256; the nonce under AES-GCM with a 12-byte IV and a 16-byte tag.</summary>
    KeyProtect,

    /// <summary>Hyper Protect, as its tutorial, its CLI and IBM's Go client do it: RSA-OAEP with SHA-1; the nonce under AES-CBC, PKCS#7, with a 16-byte IV.</summary>
    HyperProtectCbc,

    /// <summary>Hyper Protect, as one of its concept pages has it: RSA-OAEP with SHA-1; the nonce under AES-GCM.</summary>
    HyperProtectGcm,
}
