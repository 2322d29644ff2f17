using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Containers;

/// <summary>Small plain images and cheap keyslots for tests.</summary>
internal static class LuksWorld
{
    public static readonly LuksKdf CheapArgon2 = new LuksKdf.Argon2id(1, 64, 1);
    public static readonly LuksKdf CheapPbkdf2 = new LuksKdf.Pbkdf2(1000);

    /// <summary>Image bytes that never repeat by accident.</summary>
    public static byte[] Image(int length)
    {
        var image = new byte[length];
        new Random(length).NextBytes(image);
        return image;
    }

    public static SecretBytes Passphrase(string text) => SecretBytes.CopyOf(System.Text.Encoding.UTF8.GetBytes(text));

    public static async Task<byte[]> EncryptAsync(byte[] image, SecretBytes passphrase, LuksFormatOptions options)
    {
        using var source = new MemoryImageSource(image);
        var layout = await LuksImage.PrepareAsync(source, passphrase, options, TestContext.Current.CancellationToken);
        await using var view = await LuksImage.OpenAsync(source, layout, passphrase, TestContext.Current.CancellationToken);
        var container = new byte[view.Length];
        (await view.ReadAsync(0, container, TestContext.Current.CancellationToken)).Should().Be(container.Length);
        return container;
    }

    public static async Task<byte[]> DecryptAsync(byte[] container, SecretBytes passphrase, LuksOpenOptions? options = null)
    {
        using var source = new MemoryImageSource(container);
        await using var plain = await LuksContainer.OpenAsync(source, passphrase, options, TestContext.Current.CancellationToken);
        var image = new byte[plain.Length];
        await plain.ReadAsync(0, image, TestContext.Current.CancellationToken);
        return image;
    }
}
