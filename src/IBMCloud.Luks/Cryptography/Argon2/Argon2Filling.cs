using System.Runtime.CompilerServices;

namespace IBMCloud.Luks;

/// <summary>Fills the memory: passes × 4 slices, all lanes of a slice at the same time (RFC 9106 §3.4).</summary>
internal sealed unsafe class Argon2Filling(Argon2Memory memory, int type, int passes, CancellationToken cancellationToken)
{
    private const int Argon2id = 2;
    private const int BlockWords = Argon2Memory.BlockSize / sizeof(ulong);

    /// <summary>Blocks between two looks at the cancellation token: about a fifth of a millisecond.</summary>
    private const int CancellationInterval = 512;

    public void Run()
    {
        for (var pass = 0; pass < passes; pass++)
        {
            for (var slice = 0; slice < Argon2Memory.Slices; slice++)
            {
                FillSlice(pass, slice);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }

    private void FillSlice(int pass, int slice)
    {
        if (memory.Lanes == 1)
        {
            FillSegment(pass, slice, 0);
        }
        else
        {
            // The caller's thread takes part, so a busy thread pool slows this down but cannot stop it.
            Parallel.For(0, memory.Lanes, lane => FillSegment(pass, slice, lane));
        }
    }

    private void FillSegment(int pass, int slice, int lane)
    {
        var blind = type != Argon2id || (pass == 0 && slice < Argon2Memory.Slices / 2);
        var addresses = stackalloc ulong[2 * BlockWords];
        var scratch = stackalloc ulong[BlockWords + 8];
        scratch = (ulong*)(((nuint)scratch + 63) & ~(nuint)63);
        var segment = memory.SegmentLength;
        var first = pass == 0 && slice == 0 ? 2 : 0;
        for (var i = first; i < segment; i++)
        {
            var at = slice * segment + i;
            var previous = memory[lane, at == 0 ? memory.LaneLength - 1 : at - 1];
            ulong random;
            if (blind)
            {
                if (i == first || i % BlockWords == 0)
                {
                    MakeAddresses(addresses, scratch, pass, slice, lane, i / BlockWords + 1);
                }

                random = addresses[i % BlockWords];
            }
            else
            {
                random = previous[0];
            }

            Argon2Block.Compress(previous, Reference(random, pass, slice, lane, i), memory[lane, at], scratch, xorWithOld: pass > 0);
            if (i % CancellationInterval == 0 && cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        new Span<ulong>(addresses, 2 * BlockWords).Clear();
        new Span<ulong>(scratch, BlockWords).Clear();
    }

    /// <summary>§3.4.1.2: the next 128 addresses of a segment that are independent of the password. The second half of the buffer is the counter block.</summary>
    private void MakeAddresses(ulong* addresses, ulong* scratch, int pass, int slice, int lane, int counter)
    {
        var input = addresses + BlockWords;
        new Span<ulong>(input, BlockWords).Clear();
        input[0] = (ulong)pass;
        input[1] = (ulong)lane;
        input[2] = (ulong)slice;
        input[3] = (ulong)memory.TotalBlocks;
        input[4] = (ulong)passes;
        input[5] = (ulong)type;
        input[6] = (ulong)counter;
        var zero = stackalloc ulong[BlockWords];
        Argon2Block.Compress(zero, input, addresses, scratch, xorWithOld: false);
        Argon2Block.Compress(zero, addresses, addresses, scratch, xorWithOld: false);
    }

    /// <summary>§3.4.2: the block that 64 pseudo-random bits point to, among all that are finished, the newer the likelier.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong* Reference(ulong random, int pass, int slice, int lane, int i)
    {
        var segment = memory.SegmentLength;
        var other = pass == 0 && slice == 0 ? lane : (int)((random >> 32) % (uint)memory.Lanes);

        // Finished: three slices, in the first pass those before this one, and of its own lane this segment's blocks but the previous one.
        var area = (pass == 0 ? slice : Argon2Memory.Slices - 1) * segment;
        area += other == lane ? i - 1 : i == 0 ? -1 : 0;
        var x = (ulong)(uint)random;
        x = (x * x) >> 32;
        var relative = area - 1 - (int)(((ulong)(uint)area * x) >> 32);
        var start = pass == 0 || slice == Argon2Memory.Slices - 1 ? 0 : (slice + 1) * segment;
        var block = (uint)start + (uint)relative;
        return memory[other, (int)(block >= (uint)memory.LaneLength ? block - (uint)memory.LaneLength : block)];
    }
}
