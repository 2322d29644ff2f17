using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests;

/// <summary>Disks with known content.</summary>
internal static class TestDisk
{
    /// <summary>Bytes that look random and are the same every time.</summary>
    public static byte[] Bytes(long length, int seed = 1)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>A disk of zeros with random bytes in the given ranges.</summary>
    public static byte[] Sparse(long length, params (long Offset, int Length)[] ranges)
    {
        var disk = new byte[length];
        foreach (var (offset, count) in ranges)
        {
            Bytes(count, (int)offset + 7).CopyTo(disk, offset);
        }

        return disk;
    }

    public static MemoryImageSource Source(byte[] bytes) => new(bytes);

    /// <summary>Opens an image in memory.</summary>
    public static ValueTask<ImageSource> OpenAsync(byte[] file, DiskImageOpenOptions? options = null) =>
        DiskImage.OpenAsync(Source(file), options, TestContext.Current.CancellationToken);

    /// <summary>Reads a whole source, once synchronously and once asynchronously in odd pieces, and checks that both agree.</summary>
    public static async Task<byte[]> ReadAllAsync(this ImageSource source)
    {
        var whole = new byte[source.Length];
        source.Read(0, whole).Should().Be(whole.Length);
        var pieces = new byte[source.Length];
        const int piece = 1_000_003;
        for (long offset = 0; offset < source.Length; offset += piece)
        {
            await source.ReadAsync(offset, pieces.AsMemory((int)offset, (int)Math.Min(piece, source.Length - offset)), TestContext.Current.CancellationToken);
        }

        pieces.AsSpan().SequenceEqual(whole).Should().BeTrue("every range of a source has to give the same bytes");
        return whole;
    }

    /// <summary>What opening the file is refused with.</summary>
    public static async Task<DiskImageException> RefusalOf(byte[] file, DiskImageOpenOptions? options = null) =>
        (await FluentActions.Awaiting(async () => await OpenAsync(file, options)).Should().ThrowAsync<DiskImageException>()).Which;
}
