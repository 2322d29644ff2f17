using System.IO.Pipelines;
using IBMCloud.Core;

namespace IBMCloud.ObjectStorage.Tests.Documentation;

/// <summary>docs/object-storage.md shows what runs.</summary>
public sealed class ObjectStoragePageTests : ObjectStorageTest
{
    private const string Page = "docs/object-storage.md";

    [Fact]
    public async Task The_samples_run()
    {
        var server = (EmulatorServer)Server;
        using var apiKey = SecretString.FromString(server.Emulator.ApiKey);
        using var folder = new TempFolder();
        using var source = new PatternSource(20 * MiB);
        var journal = new MemoryJournal();
        (await ObjectStorageSamples.ConnectAsync(apiKey, server.Options(), Bucket)).Should().BeTrue();
        (await ObjectStorageSamples.BucketAsync(Client, Server.Instance!)).Should().StartWith("acme-images-us-south");

        var uploaded = await ObjectStorageSamples.UploadAsync(Client, Bucket, source, journal, new ImmediateProgress(_ => { }), Cancel);
        await ObjectStorageSamples.ResumeAsync(Client, Bucket, source, journal, journal.Record);
        await ObjectStorageSamples.ReplaceStartAsync(Client, Bucket, new byte[4096], uploaded.ETag);
        var length = await ObjectStorageSamples.DownloadAsync(Client, Bucket, folder["debian.raw"], PipeWriter.Create(Stream.Null));

        length.Should().Be(source.Length);
        (await ObjectStorageSamples.CleanUpAsync(Client, Bucket)).Should().Be(0);
    }

    [Fact]
    public void The_page_shows_the_samples_that_run_and_no_others()
    {
        var shown = SamplePage.Blocks(Page);

        shown.Should().BeEquivalentTo(SamplePage.Regions("tests/IBMCloud.ObjectStorage.Tests/Documentation/ObjectStorageSamples.cs"));
        SamplePage.Count(Page).Should().Be(shown.Count);
    }

    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}
