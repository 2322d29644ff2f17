using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Keys;

/// <summary>Reads a key or a passphrase from a file, a pipe, or stdin where it is named <c>-</c>, without leaving a copy in memory.</summary>
internal static class SecretFile
{
    /// <summary>Reads all bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limit">Most bytes that it may have.</param>
    /// <exception cref="ToolException">The file cannot be read, or is longer.</exception>
    public static SecretBytes Read(string path, int limit)
    {
        try
        {
            using var stream = path == "-" ? Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            var reading = new Reading(stream);
            var room = stream.CanSeek ? (int)Math.Min(stream.Length, limit) + 1 : limit + 1;
            using var scratch = SecretBytes.Create(room, reading, static (destination, reading) => reading.Fill(destination));
            return reading.Count <= limit
                ? scratch.Slice(0, reading.Count)
                : throw ToolException.Usage($"'{path}' has more than {limit:N0} bytes, too many for a key or passphrase. Check that it is the right file.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ToolException(ExitCode.Usage, $"The key or passphrase file '{path}' cannot be read: {error.Message}", error);
        }
    }

    private sealed class Reading(Stream stream)
    {
        public int Count { get; private set; }

        public void Fill(Span<byte> destination) => Count = stream.ReadAtLeast(destination, destination.Length, throwOnEndOfStream: false);
    }
}
