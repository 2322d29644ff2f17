using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>BLAKE2b without a key (RFC 7693) and Argon2's long hash H' over it (RFC 9106 §3.3). All state is on the stack and zeroed at the end.</summary>
internal struct Blake2b
{
    private const int BlockSize = 128;
    private const int MaxLength = 64;

    private readonly int _length;
    private State _state;
    private Block _block;
    private int _filled;
    private ulong _counted;

    /// <param name="length">Bytes of the digest, 1 to 64.</param>
    public Blake2b(int length)
    {
        _length = length;
        Iv.CopyTo(_state);
        _state[0] ^= 0x0101_0000u | (uint)length;
    }

    private static ReadOnlySpan<ulong> Iv =>
    [
        0x6A09E667F3BCC908, 0xBB67AE8584CAA73B, 0x3C6EF372FE94F82B, 0xA54FF53A5F1D36F1,
        0x510E527FADE682D1, 0x9B05688C2B3E6C1F, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
    ];

    /// <summary>Ten message schedules; rounds 10 and 11 use the first two again.</summary>
    private static ReadOnlySpan<byte> Sigma =>
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    /// <summary>H': a digest of any length from 4 bytes.</summary>
    public static void HashLong(ReadOnlySpan<byte> input, Span<byte> destination)
    {
        var hash = new Blake2b(Math.Min(destination.Length, MaxLength));
        hash.Append(destination.Length);
        hash.Append(input);
        if (destination.Length <= MaxLength)
        {
            hash.Finish(destination);
            return;
        }

        Span<byte> link = stackalloc byte[MaxLength];
        hash.Finish(link);
        while (true)
        {
            link[..32].CopyTo(destination);
            destination = destination[32..];
            if (destination.Length <= MaxLength)
            {
                break;
            }

            hash = new Blake2b(MaxLength);
            hash.Append(link);
            hash.Finish(link);
        }

        hash = new Blake2b(destination.Length);
        hash.Append(link);
        hash.Finish(destination);
        CryptographicOperations.ZeroMemory(link);
    }

    public void Append(int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        Append(bytes);
    }

    public void AppendWithLength(ReadOnlySpan<byte> bytes)
    {
        Append(bytes.Length);
        Append(bytes);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            // A full block waits for the next byte: the last one is compressed with another flag.
            if (_filled == BlockSize)
            {
                Compress(last: false);
                _filled = 0;
            }

            var count = Math.Min(BlockSize - _filled, bytes.Length);
            bytes[..count].CopyTo(_block[_filled..]);
            _filled += count;
            _counted += (ulong)count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Writes the digest and zeroes the state; the instance is spent.</summary>
    public void Finish(Span<byte> destination)
    {
        _block[_filled..].Clear();
        Compress(last: true);
        Span<byte> digest = stackalloc byte[MaxLength];
        for (var i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(digest[(i * 8)..], _state[i]);
        }

        digest[.._length].CopyTo(destination);
        CryptographicOperations.ZeroMemory(digest);
        CryptographicOperations.ZeroMemory(_block);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes((Span<ulong>)_state));
    }

    private void Compress(bool last)
    {
        Span<ulong> m = stackalloc ulong[16];
        Span<ulong> v = stackalloc ulong[16];
        for (var i = 0; i < 16; i++)
        {
            m[i] = BinaryPrimitives.ReadUInt64LittleEndian(_block[(i * 8)..]);
        }

        ((Span<ulong>)_state).CopyTo(v);
        Iv.CopyTo(v[8..]);
        v[12] ^= _counted;
        v[14] ^= last ? ulong.MaxValue : 0;
        for (var round = 0; round < 12; round++)
        {
            var s = Sigma.Slice(round % 10 * 16, 16);
            Mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
            Mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
            Mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
            Mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
            Mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
            Mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
            Mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
            Mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
        }

        for (var i = 0; i < 8; i++)
        {
            _state[i] ^= v[i] ^ v[i + 8];
        }

        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(m));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(v));
    }

    private static void Mix(Span<ulong> v, int a, int b, int c, int d, ulong x, ulong y)
    {
        v[a] += v[b] + x;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
        v[a] += v[b] + y;
        v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
        v[c] += v[d];
        v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
    }

    [InlineArray(8)]
    private struct State
    {
        private ulong _word;
    }

    [InlineArray(BlockSize)]
    private struct Block
    {
        private byte _byte;
    }
}
