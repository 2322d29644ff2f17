using System.Text.RegularExpressions;
using IBMCloud.DiskImages;
using IBMCloud.E2E.Tests.Documentation;
using IBMCloud.ObjectStorage.Tests;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tests.Copying;

/// <summary>docs/copying.md says what is so.</summary>
public sealed partial class CopyingPageTests : ObjectStorageTest
{
    private const string Page = "docs/copying.md";

    [Fact]
    public async Task The_sample_runs()
    {
        using var disk = new PatternSource(9 * MiB);
        await using var exported = await DynamicVhdImage.OpenAsync(disk, cancellationToken: Cancel);
        await Client.UploadAsync(Bucket, "exported.vhd", exported, cancellationToken: Cancel);
        using var key = SecretBytes.Random(64);

        var copied = await CopySamples.CopyAsync(Client, Bucket, key, new MemoryJournalStore());

        copied.BytesCompared.Should().Be(copied.DiskLength);
    }

    [Fact]
    public void The_page_shows_the_sample_that_runs()
    {
        SamplePage.Blocks(Page).Should().BeEquivalentTo(SamplePage.Regions("tests/IBMCloud.E2E.Tests/Documentation/CopySamples.cs"));
        SamplePage.Count(Page).Should().Be(1);
    }

    [Fact]
    public void Every_test_that_the_page_names_is_there()
    {
        var tests = typeof(CopyingPageTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}")).ToHashSet();
        var named = TestName().Matches(SamplePage.Read(Page)).Select(match => match.Groups[1].Value).ToList();

        named.Should().HaveCountGreaterThan(8);
        named.Where(name => !tests.Contains(name)).Should().BeEmpty();
    }

    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();

    [GeneratedRegex("`([A-Za-z]+Tests\\.[A-Za-z0-9_]+)`")]
    private static partial Regex TestName();
}
