using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>
/// XTS over the system's AES in ECB mode, for processors without AES instructions: masks and AES by the batch, so that the price
/// of a call into the system's library is spread over many data units. The system's AES is trusted to run in constant time.
/// </summary>
internal sealed class PortableXtsKernel : XtsKernel
{
    private readonly Aes _data = Aes.Create();
    private readonly Aes _tweak = Aes.Create();
    private readonly XtsNumbering _numbering;
    private readonly ConcurrentBag<PortableXtsLane> _idle = [];
    private volatile bool _disposed;

    public PortableXtsKernel(ReadOnlySpan<byte> key, XtsNumbering numbering)
    {
        _numbering = numbering;
        _data.SetKey(key[..(key.Length / 2)]);
        _tweak.SetKey(key[(key.Length / 2)..]);
    }

    public override void Encrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => Run(sector, source, destination, decrypt: false);

    public override void Decrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination) => Run(sector, source, destination, decrypt: true);

    public override void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var lane))
        {
            lane.Dispose();
        }

        _data.Dispose();
        _tweak.Dispose();
    }

    private void Run(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination, bool decrypt)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out var lane))
        {
            lane = new PortableXtsLane(_data, _tweak, _numbering);
        }

        try
        {
            lane.Run(sector, source, destination, decrypt);
        }
        finally
        {
            _idle.Add(lane);
            if (_disposed && _idle.TryTake(out var late))
            {
                late.Dispose();
            }
        }
    }
}
