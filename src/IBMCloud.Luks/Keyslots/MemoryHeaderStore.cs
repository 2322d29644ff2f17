using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>A layout's header in memory: a changed layout is a new document, so nothing can be half-written.</summary>
internal sealed class MemoryHeaderStore : HeaderStore
{
    // As much as a layout may hold.
    private const int MaximumLength = LuksLayout.MaximumHeaderLength;
    private readonly byte[] _bytes;

    public MemoryHeaderStore(ImageSource header)
    {
        _bytes = new byte[(int)Math.Min(header.Length, MaximumLength)];
        header.Read(0, _bytes);
        Source = new Padded(_bytes, header.Length);
    }

    public override ImageSource Source { get; }

    public override bool ChangesAtOnce => true;

    public byte[] Bytes => _bytes;

    public override ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var inside = (int)Math.Clamp(_bytes.Length - offset, 0, bytes.Length);

        // Beyond what a layout may hold there are zeros, and may be no more.
        if (bytes.Span[inside..].ContainsAnyExcept((byte)0))
        {
            throw new LuksException(LuksError.NoFreeKeyslot, $"The layout's header has no room for another keyslot at byte {offset:N0}. Replace a keyslot instead of adding one.");
        }

        bytes.Span[..inside].CopyTo(_bytes.AsSpan((int)Math.Min(offset, _bytes.Length)));
        return ValueTask.CompletedTask;
    }

    public override ValueTask FlushAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override void Dispose()
    {
    }

    private sealed class Padded(byte[] bytes, long length) : ImageSource
    {
        public override long Length => length;

        protected override void ReadExactly(long offset, Span<byte> destination)
        {
            destination.Clear();
            var have = (int)Math.Clamp(bytes.Length - offset, 0, destination.Length);
            bytes.AsSpan((int)Math.Min(offset, bytes.Length), have).CopyTo(destination);
        }

        protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadExactly(offset, destination.Span);
            return ValueTask.CompletedTask;
        }
    }
}
