namespace IBMCloud.DiskImages;

/// <summary>How <see cref="EncryptedQcow2Image.PrepareAsync"/> lays an encrypted qcow2 file out.</summary>
public sealed class EncryptedQcow2Options : Qcow2Options
{
    /// <summary>Iterations of the keyslot's PBKDF2-SHA256, at least 1,000. The default suits a random passphrase; a person's needs many more.</summary>
    public int Iterations { get; init; } = 100_000;

    /// <summary>The LUKS header's UUID; <see langword="null"/> draws one.</summary>
    public Guid? Uuid { get; init; }

    /// <summary>Takes the source even where it looks like an image file or an encrypted container instead of a disk.</summary>
    public bool AllowEncryptedInput { get; init; }
}
