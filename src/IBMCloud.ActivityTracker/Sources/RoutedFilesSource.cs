using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace IBMCloud.ActivityTracker;

/// <summary>
/// Events that IBM Cloud's event routing put into files of a bucket: one JSON event or log line in each line, plain or gzip. Where the files come from is
/// the caller's: a listing and an opening function over any store.
/// </summary>
/// <param name="name">Name of the source.</param>
/// <param name="list">Names of the files that may hold events of the scope.</param>
/// <param name="open">Opens a file from its beginning; the stream is disposed here.</param>
public sealed class RoutedFilesSource(
    string name,
    Func<AuditScope, CancellationToken, IAsyncEnumerable<string>> list,
    Func<string, CancellationToken, Task<Stream>> open) : IAuditEventSource
{
    private const int LongestLine = 4 << 20;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public async IAsyncEnumerable<AuditEvent> ReadAsync(AuditScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var file in list(scope, cancellationToken).ConfigureAwait(false))
        {
            await foreach (var one in ReadFileAsync(file, cancellationToken).ConfigureAwait(false))
            {
                yield return one;
            }
        }
    }

    private async IAsyncEnumerable<AuditEvent> ReadFileAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var stream = await open(file, cancellationToken).ConfigureAwait(false);
        await using var opened = stream.ConfigureAwait(false);

        // By content, not by name: two bytes tell a gzip file.
        var head = new byte[2];
        var count = await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        using var whole = new PrefixedStream(head.AsMemory(0, count), stream);
        using var text = count == 2 && head[0] == 0x1F && head[1] == 0x8B
            ? new StreamReader(new GZipStream(whole, CompressionMode.Decompress))
            : new StreamReader(whole);
        while (await text.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length is > 2 and <= LongestLine && CadfReader.TryRead(line, Name) is { } found)
            {
                yield return found;
            }
        }
    }
}
