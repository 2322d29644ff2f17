namespace IBMCloud.Luks.Tests.Containers;

/// <summary>
/// Whole disks that qemu-img encrypted are read back byte for byte, and it reads ours. QEMU has LUKS1 only. (24-byte keys are left out: qemu-img 7.2 aborts on their material, which is no
/// whole number of sectors.)
/// </summary>
public sealed class QemuTests
{
    private const string Passphrase = "a qemu secret";

    public static TheoryData<string> Combinations
    {
        get
        {
            var all = new TheoryData<string>();
            foreach (var cipher in (string[])["aes-256,cipher-mode=xts", "aes-128,cipher-mode=xts", "aes-256,cipher-mode=cbc", "aes-128,cipher-mode=cbc"])
            {
                foreach (var vector in (string[])["plain64", "plain", "essiv,ivgen-hash-alg=sha256"])
                {
                    foreach (var hash in (string[])["sha1", "sha256", "sha384", "sha512"])
                    {
                        // ESSIV belongs to CBC.
                        if (!(vector.StartsWith("essiv", StringComparison.Ordinal) && cipher.Contains("xts", StringComparison.Ordinal)))
                        {
                            all.Add($"cipher-alg={cipher},ivgen-alg={vector},hash-alg={hash}");
                        }
                    }
                }
            }

            return all;
        }
    }

    [Fact]
    public async Task What_qemu_encrypts_is_read_back()
    {
        var qemu = OutsideTool.Require("qemu-img");
        using var folder = new TempFolder();
        var image = LuksWorld.Image(300 * 512);
        var plain = folder.Write("plain", image);
        var all = Combinations.Select(row => row.Data).ToList();
        var count = Math.Min(all.Count, HeavyCount.From("IBMCLOUD_E2E_LUKS_COMBINATIONS", 2));
        for (var i = 0; i < count; i++)
        {
            var how = all[i * all.Count / count];
            MustConvert(qemu, [
                "convert", "-f", "raw", "-O", "luks", "--object", $"secret,id=s,data={Passphrase}", "-o", $"key-secret=s,iter-time=20,{how}", plain, folder["container"],
            ]);
            using var passphrase = LuksWorld.Passphrase(Passphrase);
            var container = await File.ReadAllBytesAsync(folder["container"], TestContext.Current.CancellationToken);
            (await LuksWorld.DecryptAsync(container, passphrase)).AsSpan().SequenceEqual(image).Should().BeTrue(how);
            File.Delete(folder["container"]);
        }
    }

    [Fact]
    public async Task Qemu_reads_every_combination_of_luks1()
    {
        var qemu = OutsideTool.Require("qemu-img");
        using var folder = new TempFolder();
        using var passphrase = LuksWorld.Passphrase(Passphrase);
        var image = LuksWorld.Image(300 * 512);
        string plain = folder.Write("plain", image), key = folder.Write("key", passphrase.Span);
        foreach (var keySize in (int[])[32, 64])
        {
            foreach (var hash in (System.Security.Cryptography.HashAlgorithmName[])[System.Security.Cryptography.HashAlgorithmName.SHA256, System.Security.Cryptography.HashAlgorithmName.SHA512])
            {
                foreach (var offset in (long?[])[null, 2 << 20, 2_068_480])
                {
                    var options = new LuksFormatOptions { Version = LuksVersion.Luks1, KeySize = keySize, Hash = hash, PayloadOffset = offset, Kdf = new LuksKdf.Pbkdf2(hash, 1000) };
                    var container = folder.Write("container", await LuksWorld.EncryptAsync(image, passphrase, options));
                    OutsideTool.Run(qemu, ["compare", "--object", $"secret,id=s0,file={key}", "--image-opts", $"driver=luks,key-secret=s0,file.filename={container}", $"driver=raw,file.filename={plain}"])
                        .MustSucceed().Output.Should().Contain("identical");
                }
            }
        }
    }

    private static void MustConvert(string qemu, string[] arguments)
    {
        // qemu-img times its key derivation, and gives up where a coarse clock says that it took no time: that says nothing about the container.
        var made = OutsideTool.Run(qemu, arguments);
        for (var attempt = 1; attempt < 20 && made.Error.Contains("accurate CPU usage", StringComparison.Ordinal); attempt++)
        {
            made = OutsideTool.Run(qemu, arguments);
        }

        made.MustSucceed();
    }
}
