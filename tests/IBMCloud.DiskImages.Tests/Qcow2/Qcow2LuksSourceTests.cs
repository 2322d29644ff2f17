using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Qcow2;

public sealed class Qcow2LuksSourceTests
{
    private const string Passphrase = "correct horse battery staple";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData(",encrypt.cipher-alg=aes-128")]
    [InlineData(",cluster_size=2M")]
    public async Task What_qemu_img_encrypted_is_decrypted(string more)
    {
        using var folder = new TempFolder();
        var disk = TestDisk.Sparse((4 << 20) + 512, (4096, 100_000), (3 << 20, 200_000), (4 << 20, 512));
        var path = Encrypted(folder, disk, more);
        using var passphrase = SecretBytes.CopyOf("correct horse battery staple"u8);

        using var image = await DiskImage.OpenFileAsync(path, new DiskImageOpenOptions { Key = passphrase }, Cancel);

        (await image.ReadAllAsync()).Should().Equal(disk);
        using var file = FileImageSource.Open(path);
        (await DiskImage.DetectAsync(file, Cancel)).Should().Be(DiskImageFormat.EncryptedQcow2);
    }

    [Fact]
    public async Task A_wrong_passphrase_is_told_from_a_missing_one()
    {
        using var folder = new TempFolder();
        var file = await File.ReadAllBytesAsync(Encrypted(folder, TestDisk.Bytes(65536), ""), Cancel);
        using var wrong = SecretBytes.CopyOf("wrong"u8);

        (await TestDisk.RefusalOf(file)).Reason.Should().Be(DiskImageError.KeyRequired);
        (await TestDisk.RefusalOf(file, new DiskImageOpenOptions { Key = wrong })).Reason.Should().Be(DiskImageError.WrongKey);
    }

    private static string Encrypted(TempFolder folder, byte[] disk, string more)
    {
        OutsideTool.Require("qemu-img");
        var path = folder["x.qcow2"];
        QemuImg.RunFormattingLuks("convert", "-f", "raw", "-O", "qcow2", "--object", $"secret,id=s,data={Passphrase}",
            "-o", $"encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=200{more}", folder.Write("plain.raw", disk), path);
        return path;
    }
}
