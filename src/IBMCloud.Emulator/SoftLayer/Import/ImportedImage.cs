using IBMCloud.DiskImages;
using IBMCloud.Emulator.ObjectStorage;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.Emulator.SoftLayer.Import;

/// <summary>
/// Looks into the object that is imported (spec softlayer §9, vhd §4): the file is what its name and the configuration say, is whole, opens with
/// the unwrapped key, and is not too large.
/// </summary>
internal static class ImportedImage
{
    /// <summary>The largest disk, 100 GiB: whether the documented 100 GB are 10^9 or 2^30 bytes each is not said.</summary>
    public const long MaxSize = 100L << 30;

    /// <summary>Opens an encrypted image.</summary>
    public static async Task<TemplateDisk> OpenEncryptedAsync(ObjectContent content, DiskKey key, SecretBytes dek, ImportMode mode, CancellationToken cancellationToken)
    {
        using var file = new StoredObjectSource(content);
        var format = await DetectAsync(file, cancellationToken).ConfigureAwait(false);
        if (format is DiskImageFormat.Raw or DiskImageFormat.VhdFixed or DiskImageFormat.VhdDynamic or DiskImageFormat.Qcow2)
        {
            throw SoftLayerErrors.Public($"isEncrypted is true, but the object is not encrypted ({format}). Encrypt the image with the data key, or import it with isEncrypted false.");
        }

        return mode == ImportMode.Year2018
            ? await OpenLuksAsync(file, content, format, key, dek, cancellationToken).ConfigureAwait(false)
            : await OpenVhdAsync(file, content, format, key, dek, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a plain image.</summary>
    public static async Task<TemplateDisk> OpenPlainAsync(ObjectContent content, string extension, CancellationToken cancellationToken)
    {
        using var file = new StoredObjectSource(content);
        var format = await DetectAsync(file, cancellationToken).ConfigureAwait(false);
        if (format is DiskImageFormat.EncryptedVhd or DiskImageFormat.Luks1 or DiskImageFormat.Luks2 or DiskImageFormat.EncryptedQcow2)
        {
            throw SoftLayerErrors.Public($"isEncrypted is false, but the object is encrypted ({format}). Import it with isEncrypted true, crkCrn and wrappedDek.");
        }

        if (extension != ".vhd")
        {
            return new(content, extension[1..].ToUpperInvariant(), content.Length, null);
        }

        if (format is not (DiskImageFormat.VhdFixed or DiskImageFormat.VhdDynamic))
        {
            throw SoftLayerErrors.Public($"The object is not a VHD ({format}): its last sector has no valid footer, or it needs a parent. Export one whole VHD.");
        }

        using var disk = await ReadAsync(DiskImage.OpenAsync(file, new DiskImageOpenOptions { Format = format }, cancellationToken)).ConfigureAwait(false);
        return new(content, "VHD", WithinLimit(disk.Length), null);
    }

    private static async Task<TemplateDisk> OpenVhdAsync(
        StoredObjectSource file, ObjectContent content, DiskImageFormat format, DiskKey key, SecretBytes dek, CancellationToken cancellationToken)
    {
        if (format != DiskImageFormat.EncryptedVhd)
        {
            throw SoftLayerErrors.Public($"The object is no encrypted VHD ({format}): since March 2019 import takes nothing else. Encrypt the image as a VHD.");
        }

        if (dek.Length is not (32 or 64))
        {
            throw SoftLayerErrors.Public($"wrappedDek holds a key of {dek.Length} bytes. An encrypted VHD has one of 32 or 64 bytes.");
        }

        using var disk = await ReadAsync(DiskImage.OpenAsync(file, new DiskImageOpenOptions { Format = format, Key = dek }, cancellationToken)).ConfigureAwait(false);
        await RequireReadableAsync(disk, cancellationToken).ConfigureAwait(false);
        return new(content, "VHD", WithinLimit(disk.Length), key);
    }

    private static async Task<TemplateDisk> OpenLuksAsync(
        StoredObjectSource file, ObjectContent content, DiskImageFormat format, DiskKey key, SecretBytes dek, CancellationToken cancellationToken)
    {
        if (format is not (DiskImageFormat.Luks1 or DiskImageFormat.Luks2))
        {
            throw SoftLayerErrors.Public($"The object is no LUKS container ({format}). Encrypt the raw image as LUKS.");
        }

        if (dek.Length < 32)
        {
            throw SoftLayerErrors.Public($"wrappedDek holds a key of {dek.Length} bytes. It must have 32 or more.");
        }

        using var passphrase = dek.ToBase64Utf8();
        try
        {
            using var disk = await LuksContainer.OpenAsync(file, passphrase, cancellationToken: cancellationToken).ConfigureAwait(false);
            await RequireReadableAsync(disk, cancellationToken).ConfigureAwait(false);
            return new(content, "RAW", WithinLimit(disk.Length), key);
        }
        catch (LuksException wrong)
        {
            throw SoftLayerErrors.Public(wrong.Reason == LuksError.WrongPassphrase
                ? "No keyslot of the LUKS container opens with the base64 text of the key in wrappedDek. Encrypt the image with the key that was wrapped, or send the WDEK of the key it was encrypted with."
                : $"The LUKS container cannot be opened: {wrong.Message}");
        }
    }

    private static async Task<DiskImageFormat> DetectAsync(StoredObjectSource file, CancellationToken cancellationToken)
    {
        try
        {
            return await DiskImage.DetectAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (DiskImageException damaged)
        {
            throw SoftLayerErrors.Public($"The image in the object cannot be read: {damaged.Message}");
        }
    }

    private static async Task<ImageSource> ReadAsync(ValueTask<ImageSource> opening)
    {
        try
        {
            return await opening.ConfigureAwait(false);
        }
        catch (DiskImageException wrong)
        {
            throw SoftLayerErrors.Public(wrong.Reason == DiskImageError.WrongKey
                ? "The VHD was not encrypted with the key in wrappedDek: SHA-256(nonce, key) differs from the fingerprint in the file. Encrypt the image with the key that was wrapped, or send the WDEK of the key it was encrypted with."
                : $"The image in the object cannot be read: {wrong.Message}");
        }
    }

    // The first and the last sector: a file that was cut short fails here.
    private static async Task RequireReadableAsync(ImageSource disk, CancellationToken cancellationToken)
    {
        var sector = new byte[512];
        foreach (var offset in (long[])[0, Math.Max(0, disk.Length - sector.Length)])
        {
            if (await disk.ReadAsync(offset, sector, cancellationToken).ConfigureAwait(false) != Math.Min(disk.Length, sector.Length))
            {
                throw SoftLayerErrors.Public("The image in the object ends before its size. Upload the whole file.");
            }
        }
    }

    private static long WithinLimit(long length) => length <= MaxSize ? length : throw SoftLayerErrors.Public(
        $"The disk has {length:N0} bytes; import takes 100 GB. Make the boot disk smaller.");
}
