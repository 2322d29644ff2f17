using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Streaming;

/// <summary>What the garbage collector is given by a longer image, header and start-up aside: the difference between two lengths.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class AllocationTests
{
    private const long Short = 16L << 20;
    private const long Long = 272L << 20;

    [Fact]
    public async Task Encrypting_a_stream_allocates_less_than_128_KiB_per_GiB()
    {
        var perGiB = await PerGiBAsync(length => EncryptStreamAsync(length));

        perGiB.Should().BeLessThan(128 << 10);
    }

    [Fact]
    public async Task Reading_an_encrypted_view_in_chunks_allocates_less_than_16_KiB_per_GiB()
    {
        var buffer = new byte[1 << 20];
        var perGiB = await PerGiBAsync(async length =>
        {
            using var passphrase = SecretBytes.CopyOf("correct horse"u8);
            using var source = new ZeroSource(length);
            var layout = await LuksImage.PrepareAsync(source, passphrase, new LuksFormatOptions { Kdf = new LuksKdf.Pbkdf2(1000) }, TestContext.Current.CancellationToken);
            using var view = await LuksImage.OpenAsync(source, layout, passphrase, TestContext.Current.CancellationToken);
            for (long at = 0; at < view.Length; at += buffer.Length)
            {
                view.Read(at, buffer);
            }
        });

        perGiB.Should().BeLessThan(16 << 10);
    }

    private static async Task EncryptStreamAsync(long length)
    {
        using var passphrase = SecretBytes.CopyOf("correct horse"u8);
        await using var source = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0, FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        source.SetLength(length);
        await LuksPipe.EncryptAsync(source, Stream.Null, length, passphrase,
            new LuksFormatOptions { Kdf = new LuksKdf.Pbkdf2(1000) }, TestContext.Current.CancellationToken);
    }

    /// <summary>The least of some rounds: the test runner's own threads allocate too.</summary>
    private static async Task<double> PerGiBAsync(Func<long, Task> encrypt)
    {
        await encrypt(Short);
        var least = double.MaxValue;
        for (var round = 0; round < 5; round++)
        {
            var start = GC.GetTotalAllocatedBytes(precise: true);
            await encrypt(Short);
            var middle = GC.GetTotalAllocatedBytes(precise: true);
            await encrypt(Long);
            var end = GC.GetTotalAllocatedBytes(precise: true);
            least = Math.Min(least, (end - middle - (middle - start)) * (double)(1L << 30) / (Long - Short));
        }

        return least;
    }

    private sealed class ZeroSource(long length) : ImageSource
    {
        public override long Length => length;

        protected override void ReadExactly(long offset, Span<byte> destination) => destination.Clear();

        protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            destination.Span.Clear();
            return ValueTask.CompletedTask;
        }
    }
}
