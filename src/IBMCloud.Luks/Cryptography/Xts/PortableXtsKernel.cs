using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
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
    private readonly ConcurrentBag<Lane> _idle = [];
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
            lane = new Lane(_data, _tweak, _numbering);
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

    /// <summary>Transforms and buffers for one caller at a time, kept for the next one.</summary>
    private sealed class Lane(Aes data, Aes tweak, XtsNumbering numbering) : IDisposable
    {
        private const int BatchSize = 32 * 1024;
        private readonly ICryptoTransform _encryptData = Ecb(data, decrypt: false);
        private readonly ICryptoTransform _decryptData = Ecb(data, decrypt: true);
        private readonly ICryptoTransform _encryptTweaks = Ecb(tweak, decrypt: false);
        private readonly byte[] _tweaks = GC.AllocateArray<byte>(BatchSize / numbering.UnitSize * 16, pinned: true);
        private readonly byte[] _masks = GC.AllocateArray<byte>(BatchSize, pinned: true);
        private readonly byte[] _batch = GC.AllocateArray<byte>(BatchSize, pinned: true);

        public void Run(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination, bool decrypt)
        {
            var transform = decrypt ? _decryptData : _encryptData;
            try
            {
                while (source.Length > 0)
                {
                    var count = Math.Min(source.Length, BatchSize);
                    var units = count / numbering.UnitSize;
                    MakeMasks(sector, units);
                    Xor(source[..count], _masks, _batch);
                    transform.TransformBlock(_batch, 0, count, _batch, 0);
                    Xor(_batch.AsSpan(0, count), _masks, destination);
                    source = source[count..];
                    destination = destination[count..];
                    sector += (ulong)units * numbering.Step;
                }
            }
            finally
            {
                CryptographicOperations.ZeroMemory(_tweaks);
                CryptographicOperations.ZeroMemory(_masks);
                CryptographicOperations.ZeroMemory(_batch);
            }
        }

        public void Dispose()
        {
            _encryptData.Dispose();
            _decryptData.Dispose();
            _encryptTweaks.Dispose();
        }

        private static ICryptoTransform Ecb(Aes aes, bool decrypt)
        {
            lock (aes)
            {
                aes.Mode = CipherMode.ECB;
                aes.Padding = PaddingMode.None;
                return decrypt ? aes.CreateDecryptor() : aes.CreateEncryptor();
            }
        }

        /// <summary>Block j of a unit is masked with its encrypted tweak times x^j in GF(2^128).</summary>
        private void MakeMasks(ulong sector, int units)
        {
            var tweaks = _tweaks.AsSpan(0, units * 16);
            tweaks.Clear();
            for (var unit = 0; unit < units; unit++)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(tweaks[(unit * 16)..], (sector + (ulong)unit * numbering.Step) & numbering.Mask);
            }

            _encryptTweaks.TransformBlock(_tweaks, 0, tweaks.Length, _tweaks, 0);
            for (var unit = 0; unit < units; unit++)
            {
                var low = BinaryPrimitives.ReadUInt64LittleEndian(tweaks[(unit * 16)..]);
                var high = BinaryPrimitives.ReadUInt64LittleEndian(tweaks[(unit * 16 + 8)..]);
                var masks = MemoryMarshal.Cast<byte, ulong>(_masks.AsSpan(unit * numbering.UnitSize, numbering.UnitSize));
                for (var i = 0; i + 1 < masks.Length; i += 2)
                {
                    masks[i] = BitConverter.IsLittleEndian ? low : BinaryPrimitives.ReverseEndianness(low);
                    masks[i + 1] = BitConverter.IsLittleEndian ? high : BinaryPrimitives.ReverseEndianness(high);
                    var carry = (ulong)((long)high >> 63) & 0x87;
                    high = (high << 1) | (low >> 63);
                    low = (low << 1) ^ carry;
                }
            }
        }

        private static void Xor(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> destination)
        {
            var a = MemoryMarshal.Cast<byte, ulong>(left);
            var b = MemoryMarshal.Cast<byte, ulong>(right)[..a.Length];
            var d = MemoryMarshal.Cast<byte, ulong>(destination)[..a.Length];
            for (var i = 0; i < a.Length; i++)
            {
                d[i] = a[i] ^ b[i];
            }
        }
    }
}
