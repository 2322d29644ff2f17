namespace IBMCloud.Emulator;

/// <summary>Which rules of image import the emulated classic infrastructure applies.</summary>
public enum ImportMode
{
    /// <summary>The rules since 2019: an encrypted image is an IBM-encrypted VHD named <c>*.vhd</c>; LUKS is refused.</summary>
    Strict,

    /// <summary>The documented flow of 2018: a <c>.raw</c> object whose LUKS1 or LUKS2 slot opens with the base64 text of the DEK.</summary>
    Year2018,
}
