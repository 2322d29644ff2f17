namespace IBMCloud.ObjectStorage.Tests.Objects;

/// <summary>Objects are read by ranges, all from the object that was opened, on every server.</summary>
public abstract class ReadTests : ObjectStorageTest
{
    [Fact]
    public async Task Any_range_reads_the_same_bytes_blocking_or_not()
    {
        using var source = new PatternSource(6 * MiB + 3);
        await Client.UploadAsync(Bucket, "image.raw", source, new UploadOptions { PartSize = 5 * MiB }, cancellationToken: Cancel);
        await using var stored = await Client.OpenObjectAsync(Bucket, "image.raw", Cancel);
        byte[] expected = new byte[70_000], actual = new byte[70_000], blocking = new byte[70_000];

        foreach (var offset in new long[] { 0, 1, 5 * MiB - 11, 6 * MiB - 69_000, 6 * MiB + 3 })
        {
            var count = source.Read(offset, expected);
            (await stored.ReadAsync(offset, actual, Cancel)).Should().Be(count);
            stored.Read(offset, blocking).Should().Be(count);
            actual.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count)).Should().BeTrue();
            blocking.AsSpan(0, count).SequenceEqual(expected.AsSpan(0, count)).Should().BeTrue();
        }
    }

    [Fact]
    public async Task An_object_that_is_replaced_while_it_is_read_is_an_error()
    {
        using var first = new PatternSource(1000, seed: 1);
        using var second = new PatternSource(1000, seed: 2);
        await Client.UploadAsync(Bucket, "image.raw", first, cancellationToken: Cancel);
        await using var stored = await Client.OpenObjectAsync(Bucket, "image.raw", Cancel);
        await Client.UploadAsync(Bucket, "image.raw", second, new UploadOptions { Overwrite = true }, cancellationToken: Cancel);

        var read = async () => await stored.ReadAsync(0, new byte[10], Cancel);

        (await read.Should().ThrowAsync<ObjectStorageException>()).Which.Reason.Should().Be(ObjectStorageError.ObjectChanged);
    }

    [Fact]
    public async Task An_object_that_is_not_there_is_named()
    {
        var open = () => Client.OpenObjectAsync(Bucket, "none.raw", Cancel);

        (await open.Should().ThrowAsync<ObjectStorageException>().WithMessage("*none.raw*")).Which.Reason.Should().Be(ObjectStorageError.ObjectNotFound);
    }

    [Fact]
    public async Task The_list_has_keys_lengths_and_entity_tags()
    {
        using var source = new PatternSource(10);
        string[] keys = ["a/1.raw", "a/2 with blanks + plus.raw", "b/ümlaut.raw"];
        foreach (var key in keys)
        {
            await Client.UploadAsync(Bucket, key, source, cancellationToken: Cancel);
        }

        var all = await Client.ListObjectsAsync(Bucket, cancellationToken: Cancel).ToListAsync(Cancel);
        var some = await Client.ListObjectsAsync(Bucket, "a/", Cancel).ToListAsync(Cancel);

        all.Select(one => one.Key).Should().BeEquivalentTo(keys);
        some.Select(one => one.Key).Should().BeEquivalentTo(keys[..2]);
        all.Should().OnlyContain(one => one.Length == 10 && one.ETag.Length == 32);
    }
}

public sealed class ReadFromTheEmulatorTests : ReadTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class ReadFromARealServerTests : ReadTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
