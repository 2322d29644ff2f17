using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Vhd;

/// <summary>Tells the kinds of VHD apart and opens them.</summary>
internal static class VhdFormat
{
    public static async ValueTask<DiskImageFormat> OfAsync(ImageSource file, VhdFile vhd, CancellationToken cancellationToken) => vhd.Footer.DiskType switch
    {
        VhdDiskType.Fixed => DiskImageFormat.VhdFixed,
        VhdDiskType.Differencing => DiskImageFormat.VhdDifferencing,
        _ => await VhdKeyHash.TryReadAsync(file, vhd.Header!, cancellationToken).ConfigureAwait(false) is null
            ? DiskImageFormat.VhdDynamic
            : DiskImageFormat.EncryptedVhd,
    };

    public static async ValueTask<ImageSource> OpenAsync(ImageSource file, DiskImageFormat wanted, SecretBytes? key, CancellationToken cancellationToken)
    {
        var vhd = await VhdFile.TryReadAsync(file, cancellationToken).ConfigureAwait(false)
            ?? throw new DiskImageException(DiskImageError.WrongFormat, $"The file has no VHD footer, so it cannot be opened as {wanted}. Leave the format open, or check the file.");
        var actual = await OfAsync(file, vhd, cancellationToken).ConfigureAwait(false);
        if (actual != wanted)
        {
            throw new DiskImageException(DiskImageError.WrongFormat, $"The file is a VHD of the kind {actual}, not {wanted}. Leave the format open, or name the right one.");
        }

        if (actual == DiskImageFormat.VhdFixed)
        {
            return FixedVhdSource.Open(file, vhd);
        }

        if (actual == DiskImageFormat.VhdDifferencing)
        {
            throw new DiskImageException(DiskImageError.NeedsParent,
                $"The VHD is a differencing disk on top of '{vhd.Header!.ParentName}': read alone it would give wrong data. Merge it with its parent into one dynamic VHD first.");
        }

        var table = await VhdBlockTable.ReadAsync(file, vhd, cancellationToken).ConfigureAwait(false);
        var cipher = actual == DiskImageFormat.EncryptedVhd
            ? VhdKeyHash.OpenCipher(await VhdKeyHash.TryReadAsync(file, vhd.Header!, cancellationToken).ConfigureAwait(false), key)
            : null;
        return new DynamicVhdSource(file, table, cipher);
    }
}
