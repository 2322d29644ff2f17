using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.EncryptedVhd;

/// <summary>Writes and reads encrypted VHDs in memory, through the public doors.</summary>
internal static class EncryptedVhdFile
{
    public const int Block = 2 << 20;

    public static byte[] Key { get; } = TestDisk.Bytes(64, 64);

    public static async Task<byte[]> WriteAsync(ImageSource source, byte[]? key = null, EncryptedVhdOptions? options = null)
    {
        using var secret = SecretBytes.CopyOf(key ?? Key);
        var layout = await EncryptedVhdImage.PrepareAsync(source, secret, options, TestContext.Current.CancellationToken);
        using var image = EncryptedVhdImage.Open(source, layout, secret);
        image.Length.Should().Be(layout.Length);
        return await image.ReadAllAsync();
    }

    public static async Task<byte[]> DecryptAsync(byte[] file, byte[]? key = null)
    {
        using var secret = SecretBytes.CopyOf(key ?? Key);
        using var image = await TestDisk.OpenAsync(file, new DiskImageOpenOptions { Key = secret });
        return await image.ReadAllAsync();
    }

    /// <summary>The disk with the zeros that fill its last 2 MiB block.</summary>
    public static byte[] Padded(byte[] disk) => [.. disk, .. new byte[(Block - (disk.Length % Block)) % Block]];
}
