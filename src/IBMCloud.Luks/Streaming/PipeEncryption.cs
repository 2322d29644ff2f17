using System.Buffers;
using System.IO.Pipelines;

namespace IBMCloud.Luks;

/// <summary>
/// Sectors from one pipe, encrypted into the memory of the other: the cipher's is the only copy, but for a sector that lies across two segments.
/// </summary>
internal sealed class PipeEncryption(PipeReader source, PipeOutput output, SectorCipher cipher, LuksLayout layout)
{
    private readonly int _sectorSize = layout.SectorSize;
    private long _done;

    private long Remaining => layout.SourceLength - _done;

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        while (Remaining > 0)
        {
            var wanted = (int)Math.Min(_sectorSize, Remaining);
            var result = await source.ReadAtLeastAsync(wanted, cancellationToken).ConfigureAwait(false);
            ThrowIfCancelled(result);
            if (result.Buffer.Length < wanted)
            {
                throw AnnouncedLength.Missed(_done + result.Buffer.Length, layout.SourceLength);
            }

            var rest = result.Buffer.Slice(0, Math.Min(result.Buffer.Length, Remaining));
            while (rest.Length >= Math.Min(_sectorSize, Remaining) && Remaining > 0)
            {
                var taken = EncryptNext(rest);
                rest = rest.Slice(taken);
                _done += taken;
                await output.FlushWhenFullAsync(cancellationToken).ConfigureAwait(false);
            }

            source.AdvanceTo(rest.Start, rest.End);
        }

        await ThrowIfMoreFollowsAsync(cancellationToken).ConfigureAwait(false);
    }

    private static void ThrowIfCancelled(ReadResult result)
    {
        if (result.IsCanceled)
        {
            throw new OperationCanceledException("The read from the pipe was cancelled.");
        }
    }

    /// <summary>Encrypts the sectors of the first segment, or the one that begins in it.</summary>
    /// <returns>Source bytes taken.</returns>
    private int EncryptNext(ReadOnlySequence<byte> plain)
    {
        var target = output.GetSpan(_sectorSize);
        var first = plain.FirstSpan;
        var whole = Math.Min(first.Length, target.Length) / _sectorSize * _sectorSize;
        var taken = whole;
        if (whole == 0)
        {
            // Across two segments, or the image's last sector, which zeros fill.
            taken = (int)Math.Min(_sectorSize, plain.Length);
            whole = _sectorSize;
            target = target[..whole];
            plain.Slice(0, taken).CopyTo(target);
            target[taken..].Clear();
            first = target;
        }

        cipher.Encrypt((ulong)_done / 512, first[..whole], target[..whole]);
        output.Advance(whole);
        return taken;
    }

    private async ValueTask ThrowIfMoreFollowsAsync(CancellationToken cancellationToken)
    {
        var result = await source.ReadAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfCancelled(result);
        var more = !result.Buffer.IsEmpty;
        source.AdvanceTo(result.Buffer.Start);
        if (more)
        {
            throw AnnouncedLength.Exceeded(layout.SourceLength);
        }
    }
}
