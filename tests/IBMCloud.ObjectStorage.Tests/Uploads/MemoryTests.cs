namespace IBMCloud.ObjectStorage.Tests.Uploads;

/// <summary>Memory follows from parts in flight and their size, never from the image's.</summary>
[Collection(Alone.Name)]
public sealed class MemoryTests : ObjectStorageTest
{
    private const long Slack = 48L * MiB;

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task An_upload_allocates_its_parts_in_flight_once(int partsInFlight)
    {
        using var warm = new PatternSource(40L * MiB);
        await Client.UploadAsync(Bucket, "warm.raw", warm, new UploadOptions { PartsInFlight = partsInFlight }, cancellationToken: Cancel);
        using var source = new PatternSource(384L * MiB);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await Client.UploadAsync(Bucket, "image.raw", source, new UploadOptions { PartsInFlight = partsInFlight }, cancellationToken: Cancel);

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(partsInFlight * 16L * MiB + Slack);
    }

    [Fact]
    public async Task A_large_part_is_read_twice_instead_of_being_held()
    {
        using var source = new PatternSource(136L * MiB);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await Client.UploadAsync(Bucket, "image.raw", source, new UploadOptions { PartSize = 68L * MiB, PartsInFlight = 2 }, cancellationToken: Cancel);

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(Slack);
        source.BytesRead.Should().Be(2 * source.Length);
        await ShouldHoldAsync("image.raw", source);
    }

    [Fact]
    public async Task A_download_allocates_its_ranges_in_flight_once()
    {
        using var folder = new TempFolder();
        using var source = new PatternSource(256L * MiB);
        await Client.UploadAsync(Bucket, "image.raw", source, cancellationToken: Cancel);
        var before = GC.GetTotalAllocatedBytes(precise: true);

        await Client.DownloadAsync(Bucket, "image.raw", folder["image.raw"], new DownloadOptions { RangesInFlight = 4 }, cancellationToken: Cancel);

        (GC.GetTotalAllocatedBytes(precise: true) - before).Should().BeLessThan(4 * 8L * MiB + Slack);
    }

    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}
