using System.IO.Pipelines;

namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>An upload of what a pipe yields, on every server.</summary>
public abstract class PipeUploadTests : ObjectStorageTest
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(5 * MiB, true)]
    [InlineData(5 * MiB, false)]
    [InlineData(13 * MiB + 1, true)]
    [InlineData(13 * MiB + 1, false)]
    public async Task The_object_holds_what_the_pipe_yielded(int length, bool announced)
    {
        using var source = new PatternSource(length);

        var uploaded = await Client.UploadAsync(Bucket, "image.raw", Pipe(source), announced ? length : null, new UploadOptions { PartSize = 5 * MiB, PartsInFlight = 2 }, cancellationToken: Cancel);

        uploaded.Length.Should().Be(length);
        await ShouldHoldAsync("image.raw", source);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(11 * MiB)]
    public async Task A_pipe_that_ends_early_stores_nothing(int length)
    {
        using var source = new PatternSource(length);

        var upload = () => Client.UploadAsync(Bucket, "image.raw", Pipe(source), length + 512, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);

        (await upload.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.SourceChanged);
        (await Client.FindObjectAsync(Bucket, "image.raw", Cancel)).Should().BeNull();
        (await Client.ListUnfinishedUploadsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_empty_pipe_is_refused()
    {
        using var source = new PatternSource(0);

        var upload = () => Client.UploadAsync(Bucket, "image.raw", Pipe(source), length: null, cancellationToken: Cancel);

        (await upload.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.EmptySource);
    }

    [Fact]
    public async Task What_a_pipe_yielded_cannot_be_read_back()
    {
        using var source = new PatternSource(100);

        var upload = () => Client.UploadAsync(Bucket, "image.raw", Pipe(source), source.Length, new UploadOptions { ReadBack = true }, cancellationToken: Cancel);

        await upload.Should().ThrowAsync<ArgumentException>().WithMessage("*cannot be compared*");
    }

    private static PipeReader Pipe(PatternSource source)
    {
        var bytes = new byte[source.Length];
        source.Read(0, bytes);
        return PipeReader.Create(new MemoryStream(bytes));
    }
}

public sealed class PipeUploadToTheEmulatorTests : PipeUploadTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class PipeUploadToARealServerTests : PipeUploadTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
