using System.Buffers;
using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.Primitives;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>JSON bodies written straight into pinned memory that is zeroed: a key in one is never a string and never in a shared buffer.</summary>
internal static class SecretJson
{
    /// <summary>Writes a body.</summary>
    /// <typeparam name="TState">What the body is written from.</typeparam>
    /// <param name="mediaType">Media type of the body.</param>
    /// <param name="state">Handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes one JSON value.</param>
    public static SecretContent Write<TState>(string mediaType, TState state, Action<Utf8JsonWriter, TState> write)
    {
        using var buffer = new PinnedBuffer();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer, state);
        }

        return new SecretContent(SecretBytes.CopyOf(buffer.Written), mediaType);
    }

    private sealed class PinnedBuffer : IBufferWriter<byte>, IDisposable
    {
        private byte[] _bytes = GC.AllocateArray<byte>(1024, pinned: true);
        private int _length;

        public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

        public void Advance(int count) => _length += count;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            Reserve(sizeHint);
            return _bytes.AsMemory(_length);
        }

        public Span<byte> GetSpan(int sizeHint = 0)
        {
            Reserve(sizeHint);
            return _bytes.AsSpan(_length);
        }

        public void Dispose() => Array.Clear(_bytes);

        private void Reserve(int count)
        {
            if (_bytes.Length - _length >= Math.Max(count, 1))
            {
                return;
            }

            var larger = GC.AllocateArray<byte>(Math.Max(_bytes.Length * 2, _length + count), pinned: true);
            Written.CopyTo(larger);
            Array.Clear(_bytes);
            _bytes = larger;
        }
    }
}
