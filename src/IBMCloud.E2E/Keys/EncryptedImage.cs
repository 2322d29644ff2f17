using IBMCloud.DiskImages;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>The encrypted view over a plain image for either profile: prepared once, opened as often as needed, on any machine.</summary>
internal static class EncryptedImage
{
    /// <summary>Lays the encrypted image out. What comes back is no secret and belongs in the journal.</summary>
    public static async Task<string> PrepareAsync(ImageSource disk, E2ERequest request, SecretBytes dataKey, CancellationToken cancellationToken)
    {
        using var key = ImageKey.OfImage(request.Profile, dataKey);
        return request.Profile == E2EProfile.ClassicVhd
            ? (await EncryptedVhdImage.PrepareAsync(disk, key, new EncryptedVhdOptions { ScanForZeroBlocks = true }, cancellationToken).ConfigureAwait(false)).ToJson()
            : (await LuksImage.PrepareAsync(disk, key, request.Luks, cancellationToken).ConfigureAwait(false)).ToJson();
    }

    /// <summary>Opens the encrypted view.</summary>
    public static async Task<ImageSource> OpenAsync(ImageSource disk, E2EProfile profile, string layout, SecretBytes dataKey, CancellationToken cancellationToken)
    {
        using var key = ImageKey.OfImage(profile, dataKey);
        return profile == E2EProfile.ClassicVhd
            ? EncryptedVhdImage.Open(disk, EncryptedVhdLayout.FromJson(layout), key)
            : await LuksImage.OpenAsync(disk, LuksLayout.FromJson(layout), key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens an encrypted image as the plain disk in it. The returned source owns <paramref name="encrypted"/>.</summary>
    public static async Task<ImageSource> DecryptAsync(ImageSource encrypted, E2EProfile profile, SecretBytes dataKey, CancellationToken cancellationToken)
    {
        using var key = ImageKey.OfImage(profile, dataKey);
        var expected = profile == E2EProfile.ClassicVhd ? DiskImageFormat.EncryptedVhd : (DiskImageFormat?)null;
        return await DiskImage.OpenAsync(encrypted, new DiskImageOpenOptions { Format = expected, Key = key }, cancellationToken).ConfigureAwait(false);
    }
}
