using System.IO.Pipelines;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Tests.Downloads;

/// <summary>Objects come down to files, pipes and through a cache, on every server.</summary>
public abstract class DownloadTests : ObjectStorageTest
{
    private static readonly DownloadOptions InSmallRanges = new() { RangeSize = 256 << 10, RangesInFlight = 3 };
    private readonly PatternSource _source = new(3 * MiB + 17);
    private readonly TempFolder _folder = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Client.UploadAsync(Bucket, "image.raw", _source, cancellationToken: Cancel);
    }

    [Fact]
    public async Task A_file_holds_the_object()
    {
        await Client.DownloadAsync(Bucket, "image.raw", _folder["image.raw"], InSmallRanges, cancellationToken: Cancel);

        using var file = FileImageSource.Open(_folder["image.raw"]);
        file.Length.Should().Be(_source.Length);
        (await ImageComparison.FindFirstDifferenceAsync(file, _source, cancellationToken: Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task A_file_that_exists_is_left_alone_unless_asked()
    {
        _folder.Write("image.raw", [1]);

        var download = () => Client.DownloadAsync(Bucket, "image.raw", _folder["image.raw"], InSmallRanges, cancellationToken: Cancel);

        (await download.Should().ThrowAsync<ImageFileException>()).Which.Reason.Should().Be(ImageFileError.TargetExists);
        await Client.DownloadAsync(Bucket, "image.raw", _folder["image.raw"], new DownloadOptions { Overwrite = true }, cancellationToken: Cancel);
        new FileInfo(_folder["image.raw"]).Length.Should().Be(_source.Length);
    }

    [Fact]
    public async Task A_cancelled_download_leaves_no_file()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var download = () => Client.DownloadAsync(Bucket, "image.raw", _folder["image.raw"], InSmallRanges, new ImmediateProgress(_ => cancel.Cancel()), cancel.Token);

        await download.Should().ThrowAsync<OperationCanceledException>();
        Directory.EnumerateFileSystemEntries(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public async Task Another_object_than_expected_is_not_taken()
    {
        var download = () => Client.DownloadAsync(Bucket, "image.raw", _folder["image.raw"], new DownloadOptions { ExpectedETag = "another" }, cancellationToken: Cancel);

        (await download.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.ObjectChanged);
    }

    [Fact]
    public async Task A_pipe_gets_the_bytes_in_order()
    {
        using var received = new MemoryStream();
        var pipe = PipeWriter.Create(received, new StreamPipeWriterOptions(leaveOpen: true));

        await Client.DownloadAsync(Bucket, "image.raw", pipe, InSmallRanges, cancellationToken: Cancel);

        await pipe.CompleteAsync();
        (await ImageComparison.FindFirstDifferenceAsync(new MemoryImageSource(received.ToArray()), _source, cancellationToken: Cancel)).Should().BeNull();
        received.Length.Should().Be(_source.Length);
    }

    [Fact]
    public async Task A_reader_that_has_enough_ends_the_download()
    {
        var pipe = new Pipe();
        var download = Client.DownloadAsync(Bucket, "image.raw", pipe.Writer, InSmallRanges, cancellationToken: Cancel);
        await pipe.Reader.ReadAtLeastAsync(1000, Cancel);

        await pipe.Reader.CompleteAsync();

        (await download).Length.Should().Be(_source.Length);
    }

    [Fact]
    public async Task A_cache_gives_the_same_bytes_to_many_readers_at_once()
    {
        await using var cached = await Client.OpenObjectAsync(Bucket, "image.raw", new ReadAheadOptions { BlockSize = 64 << 10, Blocks = 4 }, Cancel);

        await Parallel.ForAsync(0, 6, Cancel, async (reader, token) =>
        {
            byte[] actual = new byte[5000], expected = new byte[5000];
            for (long offset = reader * 1000; offset < _source.Length; offset += 50_000)
            {
                var count = await cached.ReadAsync(offset, actual, token);
                _source.Read(offset, expected).Should().Be(count);
                actual.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count)).Should().BeTrue();
            }
        });
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _source.Dispose();
        _folder.Dispose();
        await base.DisposeAsync();
    }
}

public sealed class DownloadFromTheEmulatorTests : DownloadTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();

    [Fact]
    public async Task Reading_in_order_through_a_cache_asks_once_for_each_block()
    {
        await using var cached = await Client.OpenObjectAsync(Bucket, "image.raw", new ReadAheadOptions { BlockSize = 256 << 10, Blocks = 8 }, Cancel);
        var buffer = new byte[4096];

        for (long offset = 0; offset < cached.Length; offset += buffer.Length)
        {
            await cached.ReadAsync(offset, buffer, Cancel);
        }

        var reads = ((EmulatorServer)Server).Emulator.Requests.Count(request => request.Method == "GET" && request.Path.EndsWith("/image.raw", StringComparison.Ordinal));
        reads.Should().Be((int)((cached.Length + (256 << 10) - 1) / (256 << 10)));
    }
}

public sealed class DownloadFromARealServerTests : DownloadTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
