namespace IBMCloud.Luks;

/// <summary>Why a LUKS operation was refused.</summary>
public enum LuksError
{
    /// <summary>The bytes do not begin with a LUKS header, and have no secondary one either.</summary>
    NotLuks,

    /// <summary>No keyslot opens with this passphrase.</summary>
    WrongPassphrase,

    /// <summary>A header breaks a rule of its format, or its checksum is wrong.</summary>
    Corrupt,

    /// <summary>A valid header asks for something that this library does not do: it is named in the message.</summary>
    Unsupported,

    /// <summary>A header asks for more memory or time than the limits in <see cref="LuksOpenOptions"/> allow.</summary>
    LimitExceeded,

    /// <summary>The file ends before its header says it does.</summary>
    Truncated,

    /// <summary>The image to encrypt cannot be encrypted: empty, or no whole sectors.</summary>
    InvalidImage,

    /// <summary>The image to encrypt is a LUKS container already.</summary>
    AlreadyEncrypted,

    /// <summary>A layout belongs to another image, or was changed.</summary>
    LayoutMismatch,

    /// <summary>Every keyslot is in use, or the header has no room for another one.</summary>
    NoFreeKeyslot,

    /// <summary>The keyslot that was named is in use already, or is not in use.</summary>
    WrongKeyslot,

    /// <summary>The keyslot is the last one that opens the container: without it the data are lost for ever.</summary>
    LastKeyslot,
}
