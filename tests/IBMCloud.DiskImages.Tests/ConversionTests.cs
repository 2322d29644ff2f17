using System.Security.Cryptography;
using IBMCloud.DiskImages.Tests.EncryptedVhd;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests;

/// <summary>Any format that is read becomes any format that is written: decrypt, encrypt anew under another key, convert.</summary>
public sealed class ConversionTests
{
    private const int Length = (5 << 20) + 1536;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<DiskImageFormat, DiskImageFormat> Pairs => new(Written, Written);

    private static DiskImageFormat[] Written =>
    [
        DiskImageFormat.Raw, DiskImageFormat.VhdFixed, DiskImageFormat.VhdDynamic, DiskImageFormat.EncryptedVhd,
        DiskImageFormat.Qcow2, DiskImageFormat.EncryptedQcow2, DiskImageFormat.Luks1, DiskImageFormat.Luks2,
    ];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task Every_format_is_made_of_every_other(DiskImageFormat from, DiskImageFormat to)
    {
        var disk = TestDisk.Sparse(Length, (0, 5000), (3 << 20, 300_000), (Length - 512, 512));
        using var first = SecretBytes.CopyOf(TestDisk.Bytes(64, 1));
        using var second = SecretBytes.CopyOf(TestDisk.Bytes(64, 2));
        using var plain = TestDisk.Source(disk);
        var source = await WriteAsync(plain, from, first);

        using var opened = await TestDisk.OpenAsync(source, new DiskImageOpenOptions { Key = first });
        var target = await WriteAsync(opened, to, second);

        (await DiskImage.DetectAsync(TestDisk.Source(target), Cancel)).Should().Be(to);
        using var back = await TestDisk.OpenAsync(target, new DiskImageOpenOptions { Key = second });
        var read = await back.ReadAllAsync();
        read[..Length].Should().Equal(disk);
        read.AsSpan(Length).ContainsAnyExcept((byte)0).Should().BeFalse("what fills the last unit is zeros");
    }

    [Theory]
    [InlineData(DiskImageFormat.VhdFixed)]
    [InlineData(DiskImageFormat.VhdDynamic)]
    [InlineData(DiskImageFormat.EncryptedVhd)]
    [InlineData(DiskImageFormat.Qcow2)]
    [InlineData(DiskImageFormat.EncryptedQcow2)]
    public async Task An_empty_disk_is_refused_by_every_writer(DiskImageFormat format)
    {
        using var key = SecretBytes.CopyOf(TestDisk.Bytes(64));

        var write = () => WriteAsync(TestDisk.Source([]), format, key);

        (await write.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.InvalidImage);
    }

    [Theory]
    [InlineData(DiskImageFormat.VhdFixed)]
    [InlineData(DiskImageFormat.VhdDynamic)]
    [InlineData(DiskImageFormat.EncryptedVhd)]
    public async Task A_disk_of_2_TiB_is_refused_by_VHDs_which_end_before(DiskImageFormat format)
    {
        using var key = SecretBytes.CopyOf(TestDisk.Bytes(64));
        using var source = new SparseSource(2L << 40);

        var write = () => WriteAsync(source, format, key);

        (await write.Should().ThrowAsync<DiskImageException>()).Which.Reason.Should().Be(DiskImageError.LimitExceeded);
    }

    [Fact]
    public async Task A_sparse_disk_of_2_TiB_becomes_an_encrypted_qcow2_of_its_data_alone()
    {
        const long size = 2L << 40;
        using var folder = new TempFolder();
        using var source = new SparseSource(size, new ImageExtent(1 << 20, 4096), new ImageExtent((1L << 40) + 512, 70_000), new ImageExtent(size - 512, 512));
        using var passphrase = SecretBytes.CopyOf("a passphrase"u8);
        var layout = await EncryptedQcow2Image.PrepareAsync(source, passphrase, new EncryptedQcow2Options { Iterations = 1000 }, Cancel);
        using var image = await EncryptedQcow2Image.OpenAsync(source, layout, passphrase, Cancel);
        var path = folder["x.qcow2"];
        await ImageFileWriter.WriteAsync(image, path, cancellationToken: Cancel);

        image.Length.Should().BeLessThan(4 << 20);
        QemuImg.Run("check", "--object", "secret,id=s,data=a passphrase", "--image-opts", $"driver=qcow2,encrypt.key-secret=s,file.filename={path}").Should().Contain("No errors were found");
        using var back = await DiskImage.OpenFileAsync(path, new DiskImageOpenOptions { Key = passphrase }, Cancel);
        back.Length.Should().Be(size);
        foreach (var offset in (long[])[0, (1L << 40) - 4096, size - 100_000])
        {
            (await ImageComparison.FindFirstDifferenceAsync(back, source, offset, 100_000, Cancel)).Should().BeNull();
        }
    }

    private static async Task<byte[]> WriteAsync(ImageSource disk, DiskImageFormat format, SecretBytes key)
    {
        using var image = await OpenAsync(disk, format, key);
        return await image.ReadAllAsync();
    }

    private static async Task<ImageSource> OpenAsync(ImageSource disk, DiskImageFormat format, SecretBytes key)
    {
        switch (format)
        {
            case DiskImageFormat.VhdFixed:
                return new FixedVhdImage(disk);
            case DiskImageFormat.VhdDynamic:
                return await DynamicVhdImage.OpenAsync(disk, cancellationToken: Cancel);
            case DiskImageFormat.EncryptedVhd:
                return EncryptedVhdImage.Open(disk, await EncryptedVhdImage.PrepareAsync(disk, key, cancellationToken: Cancel), key);
            case DiskImageFormat.Qcow2:
                return await Qcow2Image.OpenAsync(disk, cancellationToken: Cancel);
            case DiskImageFormat.EncryptedQcow2:
                var layout = await EncryptedQcow2Image.PrepareAsync(disk, key, new EncryptedQcow2Options { Iterations = 1000 }, Cancel);
                return await EncryptedQcow2Image.OpenAsync(disk, layout, key, Cancel);
            case DiskImageFormat.Luks1 or DiskImageFormat.Luks2:
                var options = new LuksFormatOptions
                {
                    Version = format == DiskImageFormat.Luks1 ? LuksVersion.Luks1 : LuksVersion.Luks2,
                    Kdf = new LuksKdf.Pbkdf2(HashAlgorithmName.SHA256, 1000),
                };
                return await LuksImage.OpenAsync(disk, await LuksImage.PrepareAsync(disk, key, options, Cancel), key, Cancel);
            default:
                return new OwningImageSource(disk);
        }
    }
}
