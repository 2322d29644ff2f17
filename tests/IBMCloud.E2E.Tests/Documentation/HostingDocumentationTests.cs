using IBMCloud.Core;
using IBMCloud.ObjectStorage;
using IBMCloud.ObjectStorage.Tests;

namespace IBMCloud.E2E.Tests.Documentation;

public sealed class HostingDocumentationTests
{
    private const string Source = "tests/IBMCloud.E2E.Tests/Documentation/HostingSamples.cs";
    private static readonly string[] Pages = ["docs/journals.md"];

    [Fact]
    public async Task The_store_in_a_bucket_keeps_a_journal()
    {
        await using var server = await EmulatorServer.StartAsync();
        var client = new IbmCloudClientOptions { Endpoints = server.Emulator.Endpoints };
        var (storage, journals) = HostingSamples.BucketStore(server.Credential, client);
        using var owned = storage;
        await storage.EnsureBucketAsync(new BucketDraft { Name = "acme-run-journals", Instance = server.Instance }, TestCloud.Cancel);

        await using var journal = await journals.OpenAsync("web-image", TestCloud.Cancel);
        await journal.WriteAsync("{}"u8.ToArray(), TestCloud.Cancel);

        (await journal.ReadAsync(TestCloud.Cancel)).Should().Equal("{}"u8.ToArray());
        (await storage.ListObjectsAsync("acme-run-journals", "ibmcloud-e2e/runs/web-image/", TestCloud.Cancel).CountAsync(TestCloud.Cancel)).Should().Be(2);
    }

    [Fact]
    public void The_pages_show_the_samples_that_run_and_no_others()
    {
        var shown = Pages.SelectMany(SamplePage.Blocks).ToDictionary();

        shown.Should().BeEquivalentTo(SamplePage.Regions(Source));
        Pages.Sum(SamplePage.Count).Should().Be(shown.Count);
    }
}
