using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Documentation;

/// <summary>The samples of docs/luks.md: each region is one block there, word for word, and is run by <see cref="LuksPageTests"/>.</summary>
internal static class LuksSamples
{
    public static async Task<long> ContainerAsync(string keyFile, string diskFile, string containerFile)
    {
        #region container
        using var passphrase = SecretBytes.CopyOf(File.ReadAllBytes(keyFile));    // every byte counts, a line break at the end too
        using var image = FileImageSource.Open(diskFile);

        LuksLayout layout = await LuksImage.PrepareAsync(image, passphrase);      // a fresh volume key, salts and UUID; keep layout.ToJson() to continue later
        await using LuksImage container = await LuksImage.OpenAsync(image, layout, passphrase);
        await ImageFileWriter.WriteAsync(container, containerFile);               // or upload any range of it, in any order

        using var file = FileImageSource.Open(containerFile);
        await using LuksContainer disk = await LuksContainer.OpenAsync(file, passphrase);   // the plain disk again, any range
        #endregion
        return disk.Length;
    }

    public static async Task KeyslotsAsync(string containerFile, SecretBytes passphrase, SecretBytes second, SecretBytes renewed)
    {
        #region keyslots
        using LuksKeyslots keyslots = LuksKeyslots.Open(containerFile);           // also a detached header, or a block device
        int slot = await keyslots.AddAsync(passphrase, second, new LuksKeyslotOptions { Kdf = await LuksKdfBenchmark.Argon2idAsync() });
        await keyslots.ChangeAsync(passphrase, renewed);
        await keyslots.RemoveAsync(slot);                                         // the last one is refused; EraseAsync destroys all
        #endregion
    }
}
