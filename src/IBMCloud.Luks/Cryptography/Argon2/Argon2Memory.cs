using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>
/// Argon2's memory: one native allocation, so that the garbage collector neither copies it nor keeps it after the call.
/// Block b of lane l is at (l × <see cref="LaneLength"/> + b) KiB.
/// </summary>
internal sealed unsafe partial class Argon2Memory : IDisposable
{
    public const int BlockSize = 1024;
    public const int Slices = 4;
    private const int HugePage = 2 << 20;
    private readonly nuint _size;
    private ulong* _blocks;

    public Argon2Memory(int memoryKiB, int lanes)
    {
        Lanes = lanes;
        SegmentLength = memoryKiB / (Slices * lanes);
        _size = (nuint)TotalBlocks * BlockSize;
        _blocks = (ulong*)NativeMemory.AlignedAlloc(_size, _size < HugePage ? 64u : HugePage);
        AskForHugePages();
    }

    public int Lanes { get; }

    /// <summary>Blocks of one lane in one slice.</summary>
    public int SegmentLength { get; }

    public int LaneLength => Slices * SegmentLength;

    public long TotalBlocks => (long)Lanes * LaneLength;

    public ulong* this[int lane, int block] => _blocks + ((nint)lane * LaneLength + block) * (BlockSize / sizeof(ulong));

    public void Load(int lane, int block, ReadOnlySpan<byte> bytes)
    {
        var words = this[lane, block];
        for (var i = 0; i < BlockSize / sizeof(ulong); i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * 8)..]);
        }
    }

    public void XorOfLastBlocks(Span<byte> destination)
    {
        for (var i = 0; i < BlockSize / sizeof(ulong); i++)
        {
            var word = 0UL;
            for (var lane = 0; lane < Lanes; lane++)
            {
                word ^= this[lane, LaneLength - 1][i];
            }

            BinaryPrimitives.WriteUInt64LittleEndian(destination[(i * 8)..], word);
        }
    }

    /// <summary>Zeroes the memory, on all processors where it is large, and gives it back to the system.</summary>
    public void Dispose()
    {
        if (_blocks is null)
        {
            return;
        }

        const int Chunk = 16 << 20;
        var chunks = (int)((_size + Chunk - 1) / Chunk);
        if (chunks == 1)
        {
            Zero(0);
        }
        else
        {
            Parallel.For(0, chunks, Zero);
        }

        NativeMemory.AlignedFree(_blocks);
        _blocks = null;

        void Zero(int chunk)
        {
            var start = (nuint)chunk * Chunk;
            CryptographicOperations.ZeroMemory(new Span<byte>((byte*)_blocks + start, (int)Math.Min(Chunk, _size - start)));
        }
    }

    /// <summary>
    /// Random reads over a gigabyte miss the small pages' translation cache all the time: huge pages make the whole derivation up to
    /// 1.8 times as fast. Only a hint, so what the system answers does not matter.
    /// </summary>
    private void AskForHugePages()
    {
        const int HugePageAdvice = 14;
        if (OperatingSystem.IsLinux() && _size >= HugePage)
        {
            _ = Advise(_blocks, _size, HugePageAdvice);
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* address, nuint length, int advice);
}
