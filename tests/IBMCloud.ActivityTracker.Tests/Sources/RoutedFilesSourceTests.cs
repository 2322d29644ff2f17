using System.IO.Compression;
using System.Text;

namespace IBMCloud.ActivityTracker.Tests.Sources;

public sealed class RoutedFilesSourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lines_of_plain_and_packed_files_become_events_and_other_lines_are_passed_over(bool packed)
    {
        var text = Encoding.UTF8.GetBytes(
            "{\"eventTime\":\"2026-11-24T01:00:00+0000\",\"action\":\"a.b.one\"}\nnot an event\n\n{\"eventTime\":\"2026-11-24T02:00:00+0000\",\"action\":\"a.b.two\"}\n");
        var source = new RoutedFilesSource("files", (_, _) => Names("one.log", "two.log"), (_, _) => Task.FromResult<Stream>(new MemoryStream(packed ? Pack(text) : text)));

        var events = await source.ReadAsync(new AuditScope { From = DateTimeOffset.MinValue, To = DateTimeOffset.MaxValue }, Cancel).ToListAsync(Cancel);

        events.Select(one => one.Action).Should().Equal("a.b.one", "a.b.two", "a.b.one", "a.b.two");
        events.Should().OnlyContain(one => one.Source == "files");
    }

    [Fact]
    public async Task An_empty_file_has_no_events()
    {
        var source = new RoutedFilesSource("files", (_, _) => Names("empty"), (_, _) => Task.FromResult<Stream>(new MemoryStream()));

        (await source.ReadAsync(new AuditScope { From = default, To = default }, Cancel).ToListAsync(Cancel)).Should().BeEmpty();
    }

    private static async IAsyncEnumerable<string> Names(params string[] names)
    {
        await Task.Yield();
        foreach (var name in names)
        {
            yield return name;
        }
    }

    private static byte[] Pack(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionMode.Compress))
        {
            zip.Write(text);
        }

        return packed.ToArray();
    }
}
