using System.Buffers.Binary;
using IBMCloud.Primitives;

namespace IBMCloud.ObjectStorage.Tests;

/// <summary>Bytes that are a function of their offset and take no memory; counts how often each part was read.</summary>
public sealed class PatternSource(long length, ulong seed = 1) : ImageSource
{
    private long _bytesRead;

    public override long Length => length;

    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Called before each read with its offset; may throw.</summary>
    public Action<long>? OnRead { get; set; }

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        OnRead?.Invoke(offset);
        Interlocked.Add(ref _bytesRead, destination.Length);
        Span<byte> word = stackalloc byte[8];
        for (var done = 0; done < destination.Length;)
        {
            var index = (ulong)((offset + done) / 8) + seed * 0x9E3779B97F4A7C15;
            var skip = (int)((offset + done) % 8);
            index = (index ^ (index >> 30)) * 0xBF58476D1CE4E5B9;
            index = (index ^ (index >> 27)) * 0x94D049BB133111EB;
            BinaryPrimitives.WriteUInt64LittleEndian(word, index ^ (index >> 31));
            var count = Math.Min(8 - skip, destination.Length - done);
            word.Slice(skip, count).CopyTo(destination[done..]);
            done += count;
        }
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }
}
