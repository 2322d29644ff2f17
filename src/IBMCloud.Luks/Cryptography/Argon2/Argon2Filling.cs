using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace IBMCloud.Luks;

/// <summary>Fills the memory: passes × 4 slices, all lanes of a slice at the same time (RFC 9106 §3.4).</summary>
/// <remarks>
/// Where there are more lanes than processors a thread takes two lanes in turns: which block the next one refers to shows only when the one before it is
/// done, and while it comes from memory the other lane computes.
/// </remarks>
internal sealed unsafe class Argon2Filling(Argon2Memory memory, int type, int passes, CancellationToken cancellationToken)
{
    private const int Argon2id = 2;
    private const int BlockWords = Argon2Memory.BlockSize / sizeof(ulong);
    private const int CacheLineWords = 8;

    /// <summary>Blocks between two looks at the cancellation token: about a fifth of a millisecond.</summary>
    private const int CancellationInterval = 512;

    private readonly int _together = memory.Lanes > Environment.ProcessorCount ? 2 : 1;

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
        var groups = (memory.Lanes + _together - 1) / _together;
        if (groups == 1)
        {
            FillSegments(pass, slice, 0);
        }
        else
        {
            // The caller's thread takes part, so a busy thread pool slows this down but cannot stop it.
            Parallel.For(0, groups, group => FillSegments(pass, slice, group * _together));
        }
    }

    private void FillSegments(int pass, int slice, int lane)
    {
        var scratch = stackalloc ulong[BlockWords + CacheLineWords];
        scratch = (ulong*)(((nuint)scratch + 63) & ~(nuint)63);
        var addresses = stackalloc ulong[4 * BlockWords];
        var first = pass == 0 && slice == 0 ? 2 : 0;
        var (one, other) = (Begin(pass, slice, lane, first, addresses, scratch), default(Segment));
        var two = _together == 2 && lane + 1 < memory.Lanes;
        if (two)
        {
            other = Begin(pass, slice, lane + 1, first, addresses + 2 * BlockWords, scratch);
        }

        for (var i = first; i < memory.SegmentLength; i++)
        {
            FillBlock(ref one, pass, slice, i, scratch);
            if (two)
            {
                FillBlock(ref other, pass, slice, i, scratch);
            }

            if (i % CancellationInterval == 0 && cancellationToken.IsCancellationRequested)
            {
                break;
            }
        }

        new Span<ulong>(addresses, 4 * BlockWords).Clear();
        new Span<ulong>(scratch, BlockWords).Clear();
    }

    private Segment Begin(int pass, int slice, int lane, int first, ulong* addresses, ulong* scratch)
    {
        var at = slice * memory.SegmentLength + first;
        var blind = type != Argon2id || (pass == 0 && slice < Argon2Memory.Slices / 2);
        var segment = new Segment
        {
            Lane = lane,
            Addresses = blind ? addresses : null,
            Previous = memory[lane, at == 0 ? memory.LaneLength - 1 : at - 1],
            Block = memory[lane, at],
        };
        Refer(ref segment, pass, slice, first, scratch);
        return segment;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FillBlock(ref Segment segment, int pass, int slice, int i, ulong* scratch)
    {
        var block = segment.Block;
        Argon2Block.Compress(segment.Previous, segment.Reference, block, scratch, xorWithOld: pass > 0);
        segment.Previous = block;
        segment.Block = block + BlockWords;
        if (i + 1 < memory.SegmentLength)
        {
            Refer(ref segment, pass, slice, i + 1, scratch);
        }
    }

    /// <summary>Finds what block i refers to and lets it and the place of the block after i come from memory; past the memory's end that does nothing.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Refer(ref Segment segment, int pass, int slice, int i, ulong* scratch)
    {
        ulong random;
        if (segment.Addresses is null)
        {
            random = segment.Previous[0];
        }
        else
        {
            if (i % BlockWords == 0 || (i == 2 && pass == 0 && slice == 0))
            {
                MakeAddresses(segment.Addresses, scratch, pass, slice, segment.Lane, i / BlockWords + 1);
            }

            random = segment.Addresses[i % BlockWords];
        }

        segment.Reference = Reference(random, pass, slice, segment.Lane, i);
        if (Sse.IsSupported)
        {
            for (var word = 0; word < BlockWords; word += CacheLineWords)
            {
                Sse.Prefetch0(segment.Reference + word);
                Sse.Prefetch0(segment.Block + BlockWords + word);
            }
        }
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

    /// <summary>How far one lane's segment is.</summary>
    private struct Segment
    {
        public int Lane;
        public ulong* Addresses;
        public ulong* Previous;
        public ulong* Reference;
        public ulong* Block;
    }
}
