using IBMCloud.Primitives;

namespace IBMCloud.Luks.Tests.Keyslots;

/// <summary>What becomes of a write that was not flushed when the machine stops.</summary>
public enum Unflushed
{
    Kept,
    Lost,
    Torn,
}

/// <summary>A device that stops after some writes. Of the writes since the last flush it keeps all, none, or the first half of each.</summary>
internal sealed class InterruptedStore(byte[] device, int writesBeforeStop, Unflushed fate) : HeaderStore
{
    private readonly byte[] _cache = [.. device];
    private readonly List<(long Offset, byte[] Bytes)> _unflushed = [];
    private int _left = writesBeforeStop;

    public override ImageSource Source => new MemoryImageSource(_cache);

    public override bool ChangesAtOnce => false;

    public bool Stopped { get; private set; }

    public override ValueTask WriteAsync(long offset, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        _unflushed.Add((offset, bytes.ToArray()));
        bytes.CopyTo(_cache.AsMemory((int)offset));
        if (_left-- == 0)
        {
            foreach (var (at, written) in _unflushed)
            {
                var count = fate switch { Unflushed.Kept => written.Length, Unflushed.Lost => 0, _ => written.Length / 2 };
                written.AsSpan(0, count).CopyTo(device.AsSpan((int)at));
            }

            Stopped = true;
            throw new IOException("the machine stopped");
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var (at, written) in _unflushed)
        {
            written.CopyTo(device.AsSpan((int)at));
        }

        _unflushed.Clear();
        return ValueTask.CompletedTask;
    }

    public override void Dispose()
    {
    }
}
