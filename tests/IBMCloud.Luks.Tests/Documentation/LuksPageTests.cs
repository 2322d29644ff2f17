using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Documentation;

/// <summary>docs/luks.md shows what runs.</summary>
public sealed class LuksPageTests
{
    private const string Page = "docs/luks.md";

    [Fact]
    public async Task The_samples_run()
    {
        using var folder = new TempFolder();
        using SecretBytes passphrase = SecretBytes.CopyOf("correct horse"u8), second = SecretBytes.CopyOf("battery"u8), renewed = SecretBytes.CopyOf("staple"u8);
        folder.Write("key", passphrase.Span.ToArray());
        folder.Write("disk.raw", new byte[1 << 20]);

        (await LuksSamples.ContainerAsync(folder["key"], folder["disk.raw"], folder["disk.luks"])).Should().Be(1 << 20);
        await LuksSamples.KeyslotsAsync(folder["disk.luks"], passphrase, second, renewed);

        using var file = FileImageSource.Open(folder["disk.luks"]);
        await using var disk = await LuksContainer.OpenAsync(file, renewed, cancellationToken: TestContext.Current.CancellationToken);
        disk.Length.Should().Be(1 << 20);
    }

    [Fact]
    public void The_page_shows_the_samples_that_run_and_no_others()
    {
        var shown = SamplePage.Blocks(Page);

        shown.Should().BeEquivalentTo(SamplePage.Regions("tests/IBMCloud.Luks.Tests/Documentation/LuksSamples.cs"));
        SamplePage.Count(Page).Should().Be(shown.Count);
    }
}
