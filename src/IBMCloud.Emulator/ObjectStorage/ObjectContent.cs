namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>An object's bytes: the files that its parts were spilled to, in order.</summary>
internal sealed class ObjectContent
{
    private readonly long[] _starts;

    public ObjectContent(IReadOnlyList<SpilledPart> parts)
    {
        Parts = parts;
        _starts = new long[parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            _starts[i] = Length;
            Length += parts[i].Length;
        }
    }

    public IReadOnlyList<SpilledPart> Parts { get; }

    public long Length { get; }

    /// <summary>Reads up to the end of the part that holds <paramref name="offset"/>; returns 0 at the end.</summary>
    public int Read(long offset, Span<byte> destination)
    {
        if (offset >= Length || destination.IsEmpty)
        {
            return 0;
        }

        var found = Array.BinarySearch(_starts, offset);
        var index = found >= 0 ? found : ~found - 1;
        var within = offset - _starts[index];
        var count = (int)Math.Min(destination.Length, Parts[index].Length - within);
        using var file = File.OpenHandle(Parts[index].Path);
        return RandomAccess.Read(file, destination[..count], within);
    }

    public async Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellationToken)
    {
        var buffer = new byte[(int)Math.Min(count, 64 << 10)];
        while (count > 0)
        {
            var read = Read(offset, buffer.AsSpan(0, (int)Math.Min(count, buffer.Length)));
            if (read == 0)
            {
                throw new IOException("A spilled part is shorter than when it was stored.");
            }

            await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
            offset += read;
            count -= read;
        }
    }
}
