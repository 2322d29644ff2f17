using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>
/// The system's transforms and the buffers of a <see cref="PortableXtsKernel"/> for one caller at a time, kept for the next one. A transform that is kept costs
/// a call per batch; the one-shot methods set the cipher up each time.
/// </summary>
internal sealed unsafe class PortableXtsLane(Aes data, Aes tweak, XtsNumbering numbering) : IDisposable
{
    /// <summary>Small enough for the second look at a batch to find it in the cache, large enough for the call to be cheap.</summary>
    private const int BatchSize = 32 * 1024;
    private const int Block = 16;
    private readonly ICryptoTransform _encryptData = Ecb(data, decrypt: false);
    private readonly ICryptoTransform _decryptData = Ecb(data, decrypt: true);
    private readonly ICryptoTransform _encryptTweaks = Ecb(tweak, decrypt: false);
    private readonly byte[] _tweaks = GC.AllocateArray<byte>(BatchSize / numbering.UnitSize * Block, pinned: true);
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
                EncryptTweaks(sector, units);
                fixed (byte* from = source, tweaks = _tweaks, masks = _masks, batch = _batch)
                {
                    Mask((Vector128<byte>*)tweaks, units, from, masks, batch);
                }

                transform.TransformBlock(_batch, 0, count, _batch, 0);
                fixed (byte* to = destination, masks = _masks, batch = _batch)
                {
                    Xor(batch, masks, to, count);
                }

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

    private void EncryptTweaks(ulong sector, int units)
    {
        fixed (byte* tweaks = _tweaks)
        {
            for (var unit = 0; unit < units; unit++)
            {
                var number = (sector + (ulong)unit * numbering.Step) & numbering.Mask;
                Vector128.Create(number, 0).AsByte().Store(tweaks + unit * Block);
            }
        }

        _encryptTweaks.TransformBlock(_tweaks, 0, units * Block, _tweaks, 0);
    }

    /// <summary>Masks, kept for the way out, and the masked input. Doubling is a chain, so four data units go side by side.</summary>
    private void Mask(Vector128<byte>* tweaks, int units, byte* source, byte* masks, byte* batch)
    {
        var size = numbering.UnitSize;
        for (; units >= 4; units -= 4)
        {
            var (m0, m1, m2, m3) = (tweaks[0], tweaks[1], tweaks[2], tweaks[3]);
            for (nint at = 0; at < size; at += Block)
            {
                m0 = MaskBlock(m0, source, masks, batch, at);
                m1 = MaskBlock(m1, source, masks, batch, at + size);
                m2 = MaskBlock(m2, source, masks, batch, at + 2 * size);
                m3 = MaskBlock(m3, source, masks, batch, at + 3 * size);
            }

            tweaks += 4;
            source += 4 * size;
            masks += 4 * size;
            batch += 4 * size;
        }

        for (nint at = 0; at < units * size; at += Block)
        {
            tweaks[at / size] = MaskBlock(tweaks[at / size], source, masks, batch, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> MaskBlock(Vector128<byte> mask, byte* source, byte* masks, byte* batch, nint at)
    {
        mask.Store(masks + at);
        (Vector128.Load(source + at) ^ mask).Store(batch + at);
        return XtsMasksPortable.Double(mask);
    }

    private static void Xor(byte* left, byte* right, byte* to, nint count)
    {
        for (nint at = 0; at < count; at += 2 * Block)
        {
            var low = Vector128.Load(left + at) ^ Vector128.Load(right + at);
            var high = Vector128.Load(left + at + Block) ^ Vector128.Load(right + at + Block);
            low.Store(to + at);
            high.Store(to + at + Block);
        }
    }
}
