namespace IBMCloud.Primitives.Tests.Images;

public sealed class ImageSourceTests
{
    private static readonly byte[] Bytes = Enumerable.Range(0, 1000).Select(i => (byte)(i * 7)).ToArray();

    [Theory]
    [InlineData(0, 1000, 1000)]
    [InlineData(990, 100, 10)]
    [InlineData(1000, 10, 0)]
    [InlineData(long.MaxValue, 10, 0)]
    [InlineData(3, 0, 0)]
    public async Task A_read_is_short_only_at_the_end(long offset, int wanted, int expected)
    {
        using var source = new MemoryImageSource(Bytes);
        var buffer = new byte[wanted];
        source.Read(offset, buffer).Should().Be(expected);
        (await source.ReadAsync(offset, buffer, TestContext.Current.CancellationToken)).Should().Be(expected);
        buffer.Take(expected).Should().Equal(Bytes.Skip((int)Math.Min(offset, 1000)).Take(expected));
    }

    [Fact]
    public void A_negative_offset_is_refused()
    {
        using var source = new MemoryImageSource(Bytes);
        source.Invoking(s => s.Read(-1, new byte[1])).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public async Task A_file_that_is_cut_while_it_is_read_is_an_error_and_never_zeros()
    {
        using var folder = new TempFolder();
        var path = folder.Write("image", Bytes);
        using var source = FileImageSource.Open(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(500);
        }

        source.Invoking(s => s.Read(400, new byte[200])).Should().Throw<EndOfStreamException>().WithMessage("*cut short*");
        await source.Awaiting(s => s.ReadAsync(400, new byte[200]).AsTask()).Should().ThrowAsync<EndOfStreamException>();
    }
}
