using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests;

/// <summary>What an image says about itself, without a key.</summary>
public sealed class InspectionTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dynamic_VHD_tells_its_blocks_and_ids()
    {
        var id = Guid.NewGuid();
        var disk = TestDisk.Sparse(8 << 20, (5 << 20, 1000));
        var vhd = await BytesAsync(await DynamicVhdImage.OpenAsync(TestDisk.Source(disk), new VhdOptions { UniqueId = id, ScanForZeroBlocks = true }, Cancel));

        var image = await InspectAsync(vhd);

        (image.Format, image.DiskSize, image.IsEncrypted, image.Problem).Should().Be((DiskImageFormat.VhdDynamic, (long?)disk.Length, false, (DiskImageException?)null));
        (image.Vhd!.UniqueId, image.Vhd.BlockCount, image.Vhd.AllocatedBlocks, image.Vhd.BlockSize).Should().Be((id, 4L, 1L, 2L << 20));
        image.Vhd.KeyFingerprint.Should().BeNull();
    }

    [Fact]
    public async Task An_encrypted_VHD_tells_the_fingerprint_of_its_key()
    {
        using var key = SecretBytes.Random(64);
        var source = TestDisk.Source(TestDisk.Bytes(1 << 20));
        var layout = await EncryptedVhdImage.PrepareAsync(source, key, cancellationToken: Cancel);

        var image = await InspectAsync(await BytesAsync(EncryptedVhdImage.Open(source, layout, key)));

        (image.Format, image.IsEncrypted, image.Problem).Should().Be((DiskImageFormat.EncryptedVhd, true, null));
        image.Vhd!.KeyFingerprint.Should().Be(layout.KeyFingerprint);
        image.Vhd.KeyNonce.Should().Be(new string('0', 64));
    }

    [Fact]
    public async Task A_VHD_that_was_cut_short_is_described_with_its_problem()
    {
        var vhd = await BytesAsync(await DynamicVhdImage.OpenAsync(TestDisk.Source(TestDisk.Bytes(4 << 20)), cancellationToken: Cancel));

        var image = await InspectAsync(vhd[..(3 << 20)]);

        image.Vhd!.FooterRecovered.Should().BeTrue();
        image.Vhd.AllocatedBlocks.Should().BeNull();
        image.Problem!.Reason.Should().Be(DiskImageError.Truncated);
    }

    [Fact]
    public async Task A_damaged_footer_is_a_problem_and_no_exception()
    {
        var vhd = await BytesAsync(new FixedVhdImage(TestDisk.Source(TestDisk.Bytes(1 << 20))));
        vhd[^100] ^= 1;

        var image = await InspectAsync(vhd);

        (image.Format, image.Problem!.Reason).Should().Be((null, DiskImageError.Corrupt));
    }

    [Fact]
    public async Task A_plain_and_an_encrypted_qcow2_tell_their_headers()
    {
        var source = TestDisk.Source(TestDisk.Bytes(1 << 20));
        var plain = await InspectAsync(await BytesAsync(await Qcow2Image.OpenAsync(source, cancellationToken: Cancel)));
        (plain.Format, plain.DiskSize, plain.Qcow2!.Encryption, plain.Qcow2.Version, plain.Luks).Should().Be((DiskImageFormat.Qcow2, (long?)source.Length, "none", 3, null));

        using var passphrase = SecretBytes.CopyOf("passphrase"u8);
        var layout = await EncryptedQcow2Image.PrepareAsync(source, passphrase, new EncryptedQcow2Options { Iterations = 1000 }, Cancel);
        var encrypted = await InspectAsync(await BytesAsync(await EncryptedQcow2Image.OpenAsync(source, layout, passphrase, Cancel)));
        (encrypted.Format, encrypted.Qcow2!.Encryption, encrypted.Luks!.Version, encrypted.Problem).Should().Be((DiskImageFormat.EncryptedQcow2, "luks", LuksVersion.Luks1, null));
        encrypted.Luks.Keyslots.Should().ContainSingle();
    }

    [Fact]
    public async Task A_container_without_its_primary_header_is_found_by_the_secondary_one()
    {
        using var passphrase = SecretBytes.CopyOf("passphrase"u8);
        var source = TestDisk.Source(TestDisk.Bytes(1 << 20));
        var layout = await LuksImage.PrepareAsync(source, passphrase, new LuksFormatOptions { Kdf = new LuksKdf.Pbkdf2(1000) }, Cancel);
        var container = await BytesAsync(await LuksImage.OpenAsync(source, layout, passphrase, Cancel));
        container.AsSpan(0, 4096).Clear();

        var image = await InspectAsync(container);

        (image.Format, image.DiskSize, image.Luks!.CanRepair, image.Problem).Should().Be((DiskImageFormat.Luks2, (long?)source.Length, true, null));
    }

    [Fact]
    public async Task What_is_no_disk_is_raw_with_a_problem() => (await InspectAsync(new byte[1000])).Problem!.Reason.Should().Be(DiskImageError.InvalidImage);

    private static ValueTask<DiskImageDescription> InspectAsync(byte[] file) => DiskImage.InspectAsync(TestDisk.Source(file), Cancel);

    private static async Task<byte[]> BytesAsync(ImageSource image)
    {
        await using (image)
        {
            return await image.ReadAllAsync();
        }
    }
}
