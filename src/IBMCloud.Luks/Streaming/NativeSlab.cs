using System.Buffers;
using System.Runtime.InteropServices;

namespace IBMCloud.Luks;

/// <summary>A buffer outside the garbage collector's heap, aligned to a page, used again and again. Whoever holds it is its only user.</summary>
internal sealed unsafe class NativeSlab : MemoryManager<byte>
{
    private const int Alignment = 4096;
    private readonly int _size;
    private byte* _memory;

    public NativeSlab(int size)
    {
        _size = size;
        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, Alignment);
    }

    /// <summary>Bytes in use, from the start.</summary>
    public int Filled { get; set; }

    public override Span<byte> GetSpan() => new(_memory, _size);

    public override MemoryHandle Pin(int elementIndex = 0) => new(_memory + elementIndex);

    public override void Unpin()
    {
    }

    public void Free() => Dispose(disposing: true);

    protected override void Dispose(bool disposing)
    {
        NativeMemory.AlignedFree(_memory);
        _memory = null;
    }
}
