using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>A new header in front of an object that stays where it is, on every server.</summary>
public abstract class ReplaceStartTests : ObjectStorageTest
{
    [Theory]
    [InlineData(1000)]
    [InlineData(16 * MiB)]
    [InlineData(23 * MiB + 5)]
    public async Task Only_the_start_changes(int length)
    {
        using var source = new PatternSource(length);
        var start = new byte[500];
        Array.Fill(start, (byte)0xAA);
        var old = await Client.UploadAsync(Bucket, "image.raw", source, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);

        await Client.ReplaceStartAsync(Bucket, "image.raw", start, old.ETag, Cancel);

        var expected = new byte[length];
        source.Read(0, expected);
        start.CopyTo(expected, 0);
        await ShouldHoldAsync("image.raw", new MemoryImageSource(expected));
    }

    [Fact]
    public async Task Another_object_than_expected_is_left_alone()
    {
        using var source = new PatternSource(1000);
        await Client.UploadAsync(Bucket, "image.raw", source, cancellationToken: Cancel);

        var replace = () => Client.ReplaceStartAsync(Bucket, "image.raw", new byte[10], "another", Cancel);

        (await replace.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.ObjectChanged);
        await ShouldHoldAsync("image.raw", source);
    }
}

public sealed class ReplaceStartOnTheEmulatorTests : ReplaceStartTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class ReplaceStartOnARealServerTests : ReplaceStartTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
