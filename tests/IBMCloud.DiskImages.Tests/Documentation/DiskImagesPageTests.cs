using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Documentation;

/// <summary>docs/disk-images.md shows what runs.</summary>
public sealed class DiskImagesPageTests
{
    private const string Page = "docs/disk-images.md";

    [Fact]
    public async Task The_sample_runs()
    {
        using var folder = new TempFolder();
        using var key = SecretBytes.Random(64);
        folder.Write("dek", key.Span.ToArray());
        folder.Write("disk.raw", new byte[4 << 20]);

        var length = await DiskImageSamples.EncryptAsync(folder["disk.raw"], folder["dek"], folder["server.vhd-0.vhd"]);

        new FileInfo(folder["server.vhd-0.vhd"]).Length.Should().Be(length);
    }

    [Fact]
    public void The_page_shows_the_sample_that_runs()
    {
        SamplePage.Blocks(Page).Should().BeEquivalentTo(SamplePage.Regions("tests/IBMCloud.DiskImages.Tests/Documentation/DiskImageSamples.cs"));
        SamplePage.Count(Page).Should().Be(1);
    }
}
