using System.IO.Pipelines;
using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Streaming;

public sealed class LuksPipeTests : IDisposable
{
    private static readonly LuksKdf Cheap = new LuksKdf.Pbkdf2(1000);

    private readonly SecretBytes _passphrase = SecretBytes.CopyOf("correct horse"u8);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _passphrase.Dispose();

    [Theory]
    [InlineData(LuksVersion.Luks1, 512, 512)]
    [InlineData(LuksVersion.Luks2, 512, 1_000_448)]
    [InlineData(LuksVersion.Luks2, 4096, 1_000_448)]
    public async Task A_container_written_through_streams_decrypts_to_the_image(LuksVersion version, int sectorSize, int length)
    {
        var image = Bytes(length);
        var output = new MemoryStream();

        var layout = await LuksPipe.EncryptAsync(new DribblingStream(image), output, length, _passphrase, Options(version, sectorSize), Token);

        output.Length.Should().Be(layout.ContainerLength);
        (await PlainAsync(output.ToArray())).Should().StartWith(image);
    }

    [Fact]
    public async Task The_pipe_writes_the_same_bytes_as_the_view_of_its_layout()
    {
        var image = Bytes(300_032);
        var output = new MemoryStream();
        var layout = await LuksPipe.EncryptAsync(new MemoryStream(image), output, image.Length, _passphrase, Options(), Token);

        await using var view = await LuksImage.OpenAsync(new MemoryImageSource(image), layout, _passphrase, Token);

        (await ImageComparison.FindFirstDifferenceAsync(view, new MemoryImageSource(output.ToArray()), cancellationToken: Token)).Should().BeNull();
    }

    [Fact]
    public async Task A_detached_header_leaves_a_stream_as_long_as_the_image()
    {
        var image = Bytes(8192);
        var output = new MemoryStream();
        var options = new LuksFormatOptions { Kdf = Cheap, DetachedHeader = true };

        var layout = await LuksPipe.EncryptAsync(new MemoryStream(image), output, image.Length, _passphrase, options, Token);

        output.Length.Should().Be(image.Length);
        await using var opened = await LuksContainer.OpenAsync(
            new MemoryImageSource(output.ToArray()), _passphrase, new LuksOpenOptions { Header = layout.OpenHeader() }, Token);
        (await ReadAllAsync(opened)).Should().Equal(image);
    }

    [Theory]
    [InlineData(1536, LuksError.Truncated)]
    [InlineData(512, LuksError.InvalidImage)]
    [InlineData(1000, LuksError.InvalidImage)]
    public async Task A_length_that_is_not_the_images_is_refused(long announced, LuksError reason)
    {
        var act = async () => await LuksPipe.EncryptAsync(new MemoryStream(Bytes(1024)), Stream.Null, announced, _passphrase, Options(), Token);

        (await act.Should().ThrowAsync<LuksException>()).Which.Reason.Should().Be(reason);
    }

    [Fact]
    public async Task A_container_as_input_is_refused()
    {
        var output = new MemoryStream();
        await LuksPipe.EncryptAsync(new MemoryStream(Bytes(512)), output, 512, _passphrase, Options(LuksVersion.Luks1), Token);
        output.Position = 0;

        var act = async () => await LuksPipe.EncryptAsync(output, Stream.Null, output.Length, _passphrase, Options(), Token);

        (await act.Should().ThrowAsync<LuksException>()).Which.Reason.Should().Be(LuksError.AlreadyEncrypted);
    }

    [Fact]
    public async Task A_source_that_fails_is_seen_by_the_caller_and_by_the_reader_of_the_container()
    {
        var (source, destination) = (new Pipe(), new Pipe(new PipeOptions(pauseWriterThreshold: 0)));
        await source.Writer.WriteAsync(Bytes(1024), Token);
        await source.Writer.CompleteAsync(new InvalidDataException("the disk broke"));

        var act = async () => await LuksPipe.EncryptAsync(source.Reader, destination.Writer, 4096, _passphrase, Options(), Token);

        await act.Should().ThrowAsync<InvalidDataException>().WithMessage("the disk broke");
        var read = async () => await ReadToEndAsync(destination.Reader);
        await read.Should().ThrowAsync<InvalidDataException>().WithMessage("the disk broke");
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_the_encryption_and_the_source_sees_it()
    {
        var (source, destination) = (new Pipe(), new Pipe());
        await source.Writer.WriteAsync(Bytes(4096), Token);
        await destination.Reader.CompleteAsync();

        var act = async () => await LuksPipe.EncryptAsync(source.Reader, destination.Writer, 4096, _passphrase, Options(), Token);

        await act.Should().ThrowAsync<IOException>().WithMessage("*stopped after*");
        var write = async () => await source.Writer.FlushAsync(Token);
        await write.Should().ThrowAsync<IOException>().WithMessage("*stopped after*");
    }

    [Fact]
    public async Task Nobody_reading_stalls_the_source_instead_of_filling_memory()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var source = new CountingStream();
        const int Limit = 32 << 20;
        var destination = new Pipe(new PipeOptions(pauseWriterThreshold: Limit));

        var running = LuksPipe.EncryptAsync(PipeReader.Create(source), destination.Writer, 1L << 40, _passphrase, Options(), stop.Token).AsTask();
        // The header takes 16 MiB of what the pipe holds, data the rest; then the writer waits.
        var held = await destination.Reader.ReadAtLeastAsync(Limit, Token);
        destination.Reader.AdvanceTo(held.Buffer.Start, held.Buffer.End);
        await stop.CancelAsync();
        var ended = async () => await running;
        await ended.Should().ThrowAsync<OperationCanceledException>();
        source.Bytes.Should().BeLessThan(18 << 20);
    }

    [Fact]
    public async Task A_stream_that_fails_to_write_ends_the_encryption_with_its_own_error()
    {
        var act = async () => await LuksPipe.EncryptAsync(new CountingStream(), new FailingStream(20 << 20), 1L << 40, _passphrase, Options(), Token);

        await act.Should().ThrowAsync<IOException>().WithMessage("no more room");
    }

    [Fact]
    public async Task A_stream_that_does_not_take_bytes_stalls_the_source_until_the_call_is_cancelled()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var source = new CountingStream();
        var destination = new Pipe(new PipeOptions(pauseWriterThreshold: 20 << 20));

        var running = LuksPipe.EncryptAsync(source, destination.Writer.AsStream(), 1L << 40, _passphrase, Options(), stop.Token).AsTask();
        var held = await destination.Reader.ReadAtLeastAsync(20 << 20, Token);
        destination.Reader.AdvanceTo(held.Buffer.Start, held.Buffer.End);
        await stop.CancelAsync();

        var ended = async () => await running;
        await ended.Should().ThrowAsync<OperationCanceledException>();
        source.Bytes.Should().BeLessThan(7 << 20, "of the 20 MiB that the pipe holds 16 are the header, and four slabs of 256 KiB may be on their way");
    }

    private static LuksFormatOptions Options(LuksVersion version = LuksVersion.Luks2, int sectorSize = 512) =>
        new() { Version = version, SectorSize = sectorSize, Kdf = Cheap };

    private static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private async Task<byte[]> PlainAsync(byte[] container)
    {
        await using var opened = await LuksContainer.OpenAsync(new MemoryImageSource(container), _passphrase, cancellationToken: Token);
        return await ReadAllAsync(opened);
    }

    private static async Task<byte[]> ReadAllAsync(ImageSource source)
    {
        var bytes = new byte[source.Length];
        await source.ReadAsync(0, bytes, Token);
        return bytes;
    }

    private static async Task ReadToEndAsync(PipeReader reader)
    {
        while (true)
        {
            var result = await reader.ReadAsync(Token);
            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }
}
