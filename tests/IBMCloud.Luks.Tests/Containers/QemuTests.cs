namespace IBMCloud.Luks.Tests.Containers;

/// <summary>Whole disks that qemu-img encrypted, read back byte for byte. (24-byte keys are left out: qemu-img 7.2 aborts on their material, which is no whole number of sectors.)</summary>
public sealed class QemuTests
{
    private const string Passphrase = "a qemu secret";

    [Theory]
    [InlineData("cipher-alg=aes-256,cipher-mode=xts,ivgen-alg=plain,hash-alg=sha512")]
    [InlineData("cipher-alg=aes-128,cipher-mode=cbc,ivgen-alg=essiv,ivgen-hash-alg=sha256,hash-alg=sha384")]
    public async Task What_qemu_encrypts_is_read_back(string how)
    {
        var qemu = OutsideTool.Require("qemu-img");
        using var folder = new TempFolder();
        var image = LuksWorld.Image(300 * 512);
        string[] arguments =
        [
            "convert", "-f", "raw", "-O", "luks", "--object", $"secret,id=s,data={Passphrase}", "-o", $"key-secret=s,iter-time=20,{how}", folder.Write("plain", image), folder["container"],
        ];

        // qemu-img times its key derivation, and gives up where a coarse clock says that it took no time: that says nothing about the container.
        var made = OutsideTool.Run(qemu, arguments);
        for (var attempt = 1; attempt < 20 && made.Error.Contains("accurate CPU usage", StringComparison.Ordinal); attempt++)
        {
            made = OutsideTool.Run(qemu, arguments);
        }

        made.MustSucceed();
        using var passphrase = LuksWorld.Passphrase(Passphrase);
        var container = await File.ReadAllBytesAsync(folder["container"], TestContext.Current.CancellationToken);
        (await LuksWorld.DecryptAsync(container, passphrase)).AsSpan().SequenceEqual(image).Should().BeTrue();
    }
}
