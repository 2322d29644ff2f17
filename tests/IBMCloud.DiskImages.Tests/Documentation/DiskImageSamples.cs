using IBMCloud.DiskImages.Preflight;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Documentation;

/// <summary>The sample of docs/disk-images.md: the region is the block there, word for word, and is run by <see cref="DiskImagesPageTests"/>.</summary>
internal static class DiskImageSamples
{
    public static async Task<long> EncryptAsync(string diskFile, string keyFile, string encryptedFile)
    {
        #region encrypt
        await using ImageSource disk = await DiskImage.OpenFileAsync(diskFile);              // told by content, never by name

        PreflightReport report = await ImageInspector.InspectAsync(disk, PreflightTarget.ClassicVhd, new PreflightOptions { ObjectName = "server.vhd-0.vhd" });
        Console.WriteLine(report.ToText());                                                  // or ToJson()

        using var key = SecretBytes.CopyOf(File.ReadAllBytes(keyFile));                      // 32 or 64 raw bytes
        EncryptedVhdLayout layout = await EncryptedVhdImage.PrepareAsync(disk, key, new EncryptedVhdOptions { ScanForZeroBlocks = true });
        await using var encrypted = EncryptedVhdImage.Open(disk, layout, key);               // a view: any range, in any order, always the same bytes
        await ImageFileWriter.WriteAsync(encrypted, encryptedFile);                          // or upload any range of it
        #endregion
        return encrypted.Length;
    }
}
