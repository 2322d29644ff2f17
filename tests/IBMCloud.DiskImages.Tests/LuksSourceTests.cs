using System.Security.Cryptography;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests;

public sealed class LuksSourceTests
{
    [Theory]
    [InlineData(LuksVersion.Luks1, DiskImageFormat.Luks1)]
    [InlineData(LuksVersion.Luks2, DiskImageFormat.Luks2)]
    public async Task A_LUKS_container_is_recognised_and_opens_with_its_passphrase(LuksVersion version, DiskImageFormat format)
    {
        var disk = TestDisk.Bytes(8192);
        using var passphrase = SecretBytes.CopyOf("a passphrase"u8);
        var file = await WriteAsync(disk, passphrase, version);

        using var image = await TestDisk.OpenAsync(file, new DiskImageOpenOptions { Key = passphrase });

        (await image.ReadAllAsync()).Should().Equal(disk);
        (await DiskImage.DetectAsync(TestDisk.Source(file), TestContext.Current.CancellationToken)).Should().Be(format);
    }

    [Fact]
    public async Task Passphrases_that_are_missing_or_wrong_are_told_apart()
    {
        using var passphrase = SecretBytes.CopyOf("a passphrase"u8);
        using var wrong = SecretBytes.CopyOf("a passphrase\n"u8);
        var file = await WriteAsync(TestDisk.Bytes(8192), passphrase, LuksVersion.Luks1);

        (await TestDisk.RefusalOf(file)).Reason.Should().Be(DiskImageError.KeyRequired);
        (await TestDisk.RefusalOf(file, new DiskImageOpenOptions { Key = wrong })).Reason.Should().Be(DiskImageError.WrongKey);
    }

    [Fact]
    public async Task A_LUKS_container_can_be_encrypted_anew_as_a_VHD()
    {
        var disk = TestDisk.Bytes(2 << 20);
        using var passphrase = SecretBytes.CopyOf("a passphrase"u8);
        using var opened = await TestDisk.OpenAsync(await WriteAsync(disk, passphrase, LuksVersion.Luks2), new DiskImageOpenOptions { Key = passphrase });

        (await EncryptedVhd.EncryptedVhdFile.DecryptAsync(await EncryptedVhd.EncryptedVhdFile.WriteAsync(opened))).Should().Equal(disk);
    }

    private static async Task<byte[]> WriteAsync(byte[] disk, SecretBytes passphrase, LuksVersion version)
    {
        var options = new LuksFormatOptions { Version = version, Kdf = new LuksKdf.Pbkdf2(HashAlgorithmName.SHA256, 1000) };
        var layout = await LuksImage.PrepareAsync(TestDisk.Source(disk), passphrase, options, TestContext.Current.CancellationToken);
        using var image = await LuksImage.OpenAsync(TestDisk.Source(disk), layout, passphrase, TestContext.Current.CancellationToken);
        return await image.ReadAllAsync();
    }
}
