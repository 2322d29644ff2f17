using System.Threading.Channels;

namespace IBMCloud.Luks;

/// <summary>
/// A stream into a stream, in order, over a ring of slabs: one side reads a slab and encrypts it in place, the other one writes it. Writing is the dearer half, so
/// the cipher is on the reading side. Neither side waits for the other unless all slabs are full or all are empty, and memory is the ring, whatever the image's size.
/// </summary>
internal sealed class StreamEncryption(Stream source, ReadOnlyMemory<byte> begun, Stream destination, LuksHeaderView header, SectorCipher cipher, LuksLayout layout)
{
    private const int SlabSize = 256 << 10;
    private const int Slabs = 4;

    // Neither channel is given a token: a wait without one allocates nothing. A side that ends completes the channel that the other one may be waiting on.
    private readonly Channel<NativeSlab> _empty = Ring();
    private readonly Channel<NativeSlab> _full = Ring();
    private Exception? _failure;
    private long _taken;

    /// <summary>Runs to the end of the container, or to the first failure, which is the one thrown.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var slabs = new List<NativeSlab>(Slabs);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            for (var i = 0; i < Slabs; i++)
            {
                slabs.Add(new NativeSlab(SlabSize));
                _empty.Writer.TryWrite(slabs[i]);
            }

            await Task.WhenAll(
                Task.Run(() => SideAsync(FillAsync, _full.Writer, stop), CancellationToken.None),
                Task.Run(() => SideAsync(DrainAsync, _empty.Writer, stop), CancellationToken.None)).ConfigureAwait(false);
            if (_failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
            }
        }
        finally
        {
            slabs.ForEach(slab => slab.Free());
        }
    }

    private static Channel<NativeSlab> Ring() => Channel.CreateBounded<NativeSlab>(new BoundedChannelOptions(Slabs) { SingleReader = true, SingleWriter = true });

    /// <summary>The other side's end shows as a closed channel or a cancelled stream; only what came first is kept.</summary>
    private async Task SideAsync(Func<CancellationToken, Task> work, ChannelWriter<NativeSlab> gives, CancellationTokenSource stop)
    {
        try
        {
            await work(stop.Token).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref _failure, error, null);
            await stop.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            gives.TryComplete();
        }
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        for (long at = 0; at < layout.ContainerLength;)
        {
            if (!await _empty.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false) || !_empty.Reader.TryRead(out var slab))
            {
                return;
            }

            slab.Filled = (int)Math.Min(SlabSize, layout.ContainerLength - at);
            var ofHeader = (int)Math.Clamp(layout.PayloadOffset - at, 0, slab.Filled);
            header.Read(at, slab.GetSpan()[..ofHeader]);
            if (ofHeader < slab.Filled)
            {
                var payload = slab.Memory[ofHeader..slab.Filled];
                var image = payload[..(int)Math.Min(payload.Length, layout.SourceLength - _taken)];
                var sector = (ulong)_taken / 512;
                var taken = TakeBegun(image.Span);
                while (taken < image.Length)
                {
                    // Here and not in a method of its own: a read that waits would cost an object per slab, half a MiB per GiB.
                    var read = await source.ReadAsync(image[taken..], cancellationToken).ConfigureAwait(false);
                    taken += read > 0 ? read : throw AnnouncedLength.Missed(_taken + taken, layout.SourceLength);
                }

                _taken += taken;
                payload.Span[image.Length..].Clear();
                cipher.Encrypt(sector, payload.Span, payload.Span);
            }

            at += slab.Filled;
            _full.Writer.TryWrite(slab);
        }

        await ThrowIfMoreFollowsAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        while (await _full.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (_full.Reader.TryRead(out var slab))
            {
                await destination.WriteAsync(slab.Memory[..slab.Filled], cancellationToken).ConfigureAwait(false);
                _empty.Writer.TryWrite(slab);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
        await destination.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The first bytes of the image were read before, to see what it is.</summary>
    private int TakeBegun(Span<byte> image)
    {
        var count = Math.Min(begun.Length, image.Length);
        begun.Span[..count].CopyTo(image);
        begun = begun[count..];
        return count;
    }

    private async ValueTask ThrowIfMoreFollowsAsync(CancellationToken cancellationToken)
    {
        var one = new byte[1];
        if (!begun.IsEmpty || await source.ReadAsync(one, cancellationToken).ConfigureAwait(false) > 0)
        {
            throw AnnouncedLength.Exceeded(layout.SourceLength);
        }
    }
}
