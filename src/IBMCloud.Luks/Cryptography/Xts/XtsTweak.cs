namespace IBMCloud.Luks;

/// <summary>How a data unit's number becomes its 16-byte XTS tweak. Both are little-endian with zeros behind.</summary>
public enum XtsTweak
{
    /// <summary>The 64-bit sector number: <c>plain64</c> of dm-crypt, LUKS1 and LUKS2.</summary>
    Plain64,

    /// <summary>Its low 32 bits only: dm-crypt's <c>plain</c> and the encrypted VHD. The number starts again at 0 after 2 TiB.</summary>
    Plain32,
}
