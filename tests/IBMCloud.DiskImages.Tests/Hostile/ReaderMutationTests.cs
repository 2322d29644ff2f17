using System.Buffers.Binary;
using IBMCloud.DiskImages.Tests.EncryptedVhd;
using IBMCloud.DiskImages.Tests.Vhd;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Hostile;

/// <summary>Every format, damaged by seeds: typed errors, no crash, no hang, no huge allocation.</summary>
public sealed class ReaderMutationTests
{
    private const int BlockSize = 16 << 10;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fixed_VHD()
    {
        var file = new HandMadeVhd().Fixed(TestDisk.Bytes(BlockSize));

        await Mutations.RunAsync(file, [.. Enumerable.Range((file.Length - 512) / 16, 32).Select(piece => piece * 16)], ReadAllAsync);
        await Mutations.RunAsync(file, [.. Enumerable.Range((file.Length - 512) / 16, 6).Select(piece => piece * 16)], ReadSealedVhdAsync);
    }

    [Fact]
    public async Task A_dynamic_VHD()
    {
        var vhd = new HandMadeVhd { BlockSize = BlockSize, DiskSize = (BlockSize * 5) + 512 };
        var file = vhd.Block(0, TestDisk.Bytes(BlockSize)).Block(3, TestDisk.Bytes(BlockSize), [0x0F, 0xFF, 0, 1]).Block(5, TestDisk.Bytes(BlockSize)).Dynamic();
        int[] places = [.. PatchedSource.PlacesWithData(file, 0, 2048 + 512), .. PatchedSource.PlacesWithData(file, file.Length - 512)];

        await Mutations.RunAsync(file, places, ReadAllAsync);
        await Mutations.RunAsync(file, places, ReadSealedVhdAsync);
    }

    [Fact]
    public async Task An_encrypted_VHD()
    {
        var file = await EncryptedVhdFile.WriteAsync(TestDisk.Source(TestDisk.Bytes(4096)));
        int[] places = [.. PatchedSource.PlacesWithData(file, 0, 4096), .. PatchedSource.PlacesWithData(file, file.Length - 512)];

        await Mutations.RunAsync(file, places, (source, cancel) => WithKeyAsync(source, EncryptedVhdFile.Key, cancel));
        await Mutations.RunAsync(file, places, async (source, cancel) => await WithKeyAsync(new MemoryImageSource(Sealed(source)), EncryptedVhdFile.Key, cancel));
    }

    [Theory]
    [InlineData("cluster_size=4096")]
    [InlineData("compat=0.10,cluster_size=512")]
    public async Task A_qcow2_file(string options)
    {
        using var folder = new TempFolder();
        var file = await File.ReadAllBytesAsync(QemuImg.Convert(folder, Disk(), "qcow2", "-o", options), Cancel);

        await Mutations.RunAsync(file, PatchedSource.PlacesWithData(file, 0, 64 << 10), ReadAllAsync);
    }

    [Theory]
    [InlineData("compression_type=zlib,cluster_size=4096")]
    [InlineData("compression_type=zstd,cluster_size=4096")]
    public async Task A_compressed_qcow2_file(string options)
    {
        using var folder = new TempFolder();
        var disk = Disk();
        disk.AsSpan(100_000, 600_000).Fill((byte)'x');
        var file = await File.ReadAllBytesAsync(QemuImg.Convert(folder, disk, "qcow2", "-c", "-o", options), Cancel);

        await Mutations.RunAsync(file, PatchedSource.PlacesWithData(file), ReadAllAsync);
    }

    /// <summary>The LUKS header inside has tests of its own; here it stays as it is, and the tables around it are damaged.</summary>
    [Fact]
    public async Task An_encrypted_qcow2_file()
    {
        using var passphrase = SecretBytes.CopyOf("a passphrase"u8);
        using var source = TestDisk.Source(Disk());
        var layout = await EncryptedQcow2Image.PrepareAsync(source, passphrase, new EncryptedQcow2Options { Iterations = 1000 }, Cancel);
        using var image = await EncryptedQcow2Image.OpenAsync(source, layout, passphrase, Cancel);
        var file = await image.ReadAllAsync();
        const int afterLuks = (64 << 10) + (2 << 20);

        await Mutations.RunAsync(file, [.. PatchedSource.PlacesWithData(file, 0, 512), .. PatchedSource.PlacesWithData(file, afterLuks, afterLuks + (256 << 10))],
            (damaged, cancel) => WithKeyAsync(damaged, "a passphrase"u8.ToArray(), cancel));
    }

    private static byte[] Disk() => TestDisk.Sparse(1 << 20, (0, 5000), (500_000, 70_000), ((1 << 20) - 512, 512));

    private static Task ReadAllAsync(ImageSource source, CancellationToken cancellationToken) => ReadAllAsync(source, null, cancellationToken);

    private static Task ReadSealedVhdAsync(PatchedSource source, CancellationToken cancellationToken) => ReadAllAsync(new MemoryImageSource(Sealed(source)), null, cancellationToken);

    private static async Task WithKeyAsync(ImageSource source, byte[] key, CancellationToken cancellationToken)
    {
        using var secret = SecretBytes.CopyOf(key);
        await ReadAllAsync(source, secret, cancellationToken);
    }

    // Both ways of reading, since each has a path of its own. Of a disk that is said to be huge, the begin and the end.
    private static async Task ReadAllAsync(ImageSource source, SecretBytes? key, CancellationToken cancellationToken)
    {
        const int most = 4 << 20;
        using var image = await DiskImage.OpenAsync(source, new DiskImageOpenOptions { Key = key }, cancellationToken);
        var extents = await image.GetExtentsAsync(cancellationToken);
        extents.All(extent => extent.Offset >= 0 && extent.Length > 0 && extent.End <= image.Length).Should().BeTrue();
        var bytes = new byte[Math.Min(image.Length, most)];
        image.Read(0, bytes).Should().Be(bytes.Length);
        var again = new byte[bytes.Length];
        await image.ReadAsync(0, again, cancellationToken);
        again.AsSpan().SequenceEqual(bytes).Should().BeTrue();
        await image.ReadAsync(image.Length - Math.Min(image.Length, most), bytes, cancellationToken);
    }

    // Checksums that match again, so that damage reaches what is behind them.
    private static byte[] Sealed(PatchedSource source)
    {
        var bytes = source.ToArray();
        Seal(bytes, 0, 512, 64);
        Seal(bytes, 512, 1024, 36);
        Seal(bytes, bytes.Length - 512, 512, 64);
        return bytes;
    }

    private static void Seal(byte[] file, int offset, int length, int field)
    {
        if (offset < 0 || offset + length > file.Length || !(file.AsSpan(offset).StartsWith("conectix"u8) || file.AsSpan(offset).StartsWith("cxsparse"u8)))
        {
            return;
        }

        var bytes = file.AsSpan(offset, length);
        bytes.Slice(field, 4).Clear();
        uint sum = 0;
        foreach (var value in bytes)
        {
            sum += value;
        }

        BinaryPrimitives.WriteUInt32BigEndian(bytes[field..], ~sum);
    }
}
