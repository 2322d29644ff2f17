using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace IBMCloud.Luks;

/// <summary>
/// XTS over a run of data units with eight blocks in flight. While a group of eight is in the AES rounds, the masks of the next group are made, and the tweaks
/// of the next eight data units are encrypted before they are needed, so the processor finds work for the whole depth of its pipeline.
/// <list type="table">
/// <item><term>scratch 0</term><description>encrypted tweaks: two batches of eight, used in turn</description></item>
/// <item><term>scratch 256</term><description>two slots of masks, used in turn</description></item>
/// </list>
/// The caller zeroes the scratch: both are as secret as the tweak key.
/// </summary>
/// <typeparam name="TTweak">AES encryption, for tweaks.</typeparam>
/// <typeparam name="TData">The direction of the run.</typeparam>
/// <typeparam name="TMasks">How masks are made.</typeparam>
internal static unsafe class XtsPipeline<TTweak, TData, TMasks>
    where TTweak : struct, IAesRounds
    where TData : struct, IAesRounds
    where TMasks : struct, IXtsMasks
{
    private const int Group = 128;
    private const int Batch = 8;

    /// <summary>Encrypts or decrypts at least one data unit.</summary>
    /// <param name="keys">Round keys of the data in the run's direction.</param>
    /// <param name="constants">Mask constants of that direction.</param>
    /// <param name="tweakKeys">Round keys of the tweaks.</param>
    /// <param name="rounds">10 or 14.</param>
    /// <param name="numbering">How data units are numbered.</param>
    /// <param name="sector">Number of the first one.</param>
    /// <param name="source">The input.</param>
    /// <param name="destination">Takes the output; may be <paramref name="source"/>.</param>
    /// <param name="length">Bytes of the run.</param>
    /// <param name="scratch">768 bytes, aligned to 64.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(Vector128<byte>* keys, byte* constants, Vector128<byte>* tweakKeys, int rounds, in XtsNumbering numbering,
        ulong sector, byte* source, byte* destination, nint length, byte* scratch)
    {
        var tweaks = (Vector128<byte>*)scratch;
        var now = scratch + 2 * Batch * 16;
        var next = now + XtsSlot.Size;
        var unitsLeft = length / numbering.UnitSize;
        var batchStep = numbering.Step * Batch;
        EncryptTweaks(tweakKeys, rounds, numbering, sector, tweaks);
        TMasks.First(tweaks[0], now, constants);
        for (var unit = 0; unitsLeft > 0; unit++, unitsLeft--)
        {
            if (unit % Batch == 0 && unitsLeft > Batch)
            {
                sector += batchStep;
                EncryptTweaks(tweakKeys, rounds, numbering, sector, tweaks + ((unit + Batch) & Batch));
            }

            for (var at = Group; at < numbering.UnitSize; at += Group)
            {
                TMasks.Next(now, next, constants);
                Eight(source, destination, now, keys, rounds);
                source += Group;
                destination += Group;
                Swap(ref now, ref next);
            }

            // After the run's last unit these masks are of no use, which is cheaper than to ask.
            TMasks.First(tweaks[(unit + 1) & (2 * Batch - 1)], next, constants);
            Eight(source, destination, now, keys, rounds);
            source += Group;
            destination += Group;
            Swap(ref now, ref next);
        }
    }

    /// <summary>The tweaks of eight data units at once.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void EncryptTweaks(Vector128<byte>* keys, int rounds, in XtsNumbering numbering, ulong sector, Vector128<byte>* tweaks)
    {
        var whitening = TTweak.WhitensFirst ? keys[0] : default;
        var (step, mask) = ((ulong)numbering.Step, numbering.Mask);
        var b0 = Vector128.Create(sector & mask, 0).AsByte() ^ whitening;
        var b1 = Vector128.Create((sector + step) & mask, 0).AsByte() ^ whitening;
        var b2 = Vector128.Create((sector + 2 * step) & mask, 0).AsByte() ^ whitening;
        var b3 = Vector128.Create((sector + 3 * step) & mask, 0).AsByte() ^ whitening;
        var b4 = Vector128.Create((sector + 4 * step) & mask, 0).AsByte() ^ whitening;
        var b5 = Vector128.Create((sector + 5 * step) & mask, 0).AsByte() ^ whitening;
        var b6 = Vector128.Create((sector + 6 * step) & mask, 0).AsByte() ^ whitening;
        var b7 = Vector128.Create((sector + 7 * step) & mask, 0).AsByte() ^ whitening;
        Rounds<TTweak>(keys, rounds, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        var beforeLast = keys + rounds - 1;
        var last = (byte*)(keys + rounds);
        tweaks[0] = TTweak.Last(b0, beforeLast, last);
        tweaks[1] = TTweak.Last(b1, beforeLast, last);
        tweaks[2] = TTweak.Last(b2, beforeLast, last);
        tweaks[3] = TTweak.Last(b3, beforeLast, last);
        tweaks[4] = TTweak.Last(b4, beforeLast, last);
        tweaks[5] = TTweak.Last(b5, beforeLast, last);
        tweaks[6] = TTweak.Last(b6, beforeLast, last);
        tweaks[7] = TTweak.Last(b7, beforeLast, last);
    }

    /// <summary>Eight blocks under the masks of a slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Eight(byte* source, byte* destination, byte* slot, Vector128<byte>* keys, int rounds)
    {
        var b0 = Vector128.Load(source) ^ Vector128.LoadAligned(slot);
        var b1 = Vector128.Load(source + 16) ^ Vector128.LoadAligned(slot + 16);
        var b2 = Vector128.Load(source + 32) ^ Vector128.LoadAligned(slot + 32);
        var b3 = Vector128.Load(source + 48) ^ Vector128.LoadAligned(slot + 48);
        var b4 = Vector128.Load(source + 64) ^ Vector128.LoadAligned(slot + 64);
        var b5 = Vector128.Load(source + 80) ^ Vector128.LoadAligned(slot + 80);
        var b6 = Vector128.Load(source + 96) ^ Vector128.LoadAligned(slot + 96);
        var b7 = Vector128.Load(source + 112) ^ Vector128.LoadAligned(slot + 112);
        Rounds<TData>(keys, rounds, ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        var beforeLast = keys + rounds - 1;
        var mask = slot + XtsSlot.Out;
        TData.Last(b0, beforeLast, mask).Store(destination);
        TData.Last(b1, beforeLast, mask + 16).Store(destination + 16);
        TData.Last(b2, beforeLast, mask + 32).Store(destination + 32);
        TData.Last(b3, beforeLast, mask + 48).Store(destination + 48);
        TData.Last(b4, beforeLast, mask + 64).Store(destination + 64);
        TData.Last(b5, beforeLast, mask + 80).Store(destination + 80);
        TData.Last(b6, beforeLast, mask + 96).Store(destination + 96);
        TData.Last(b7, beforeLast, mask + 112).Store(destination + 112);
    }

    /// <summary>All rounds but the last. Unrolled, with the state in eight registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Rounds<TAes>(Vector128<byte>* keys, int rounds, ref Vector128<byte> b0, ref Vector128<byte> b1, ref Vector128<byte> b2, ref Vector128<byte> b3, ref Vector128<byte> b4, ref Vector128<byte> b5, ref Vector128<byte> b6, ref Vector128<byte> b7)
        where TAes : struct, IAesRounds
    {
        keys += TAes.WhitensFirst ? 1 : 0;
        Round<TAes>(keys[0], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        Round<TAes>(keys[1], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        Round<TAes>(keys[2], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        Round<TAes>(keys[3], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        Round<TAes>(keys[4], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        Round<TAes>(keys[5], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        Round<TAes>(keys[6], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        Round<TAes>(keys[7], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        Round<TAes>(keys[8], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        if (rounds == 14)
        {
            Round<TAes>(keys[9], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
            Round<TAes>(keys[10], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
            Round<TAes>(keys[11], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
            Round<TAes>(keys[12], ref b0, ref b1, ref b2, ref b3, ref b4, ref b5, ref b6, ref b7);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round<TAes>(Vector128<byte> key, ref Vector128<byte> b0, ref Vector128<byte> b1, ref Vector128<byte> b2, ref Vector128<byte> b3, ref Vector128<byte> b4, ref Vector128<byte> b5, ref Vector128<byte> b6, ref Vector128<byte> b7)
        where TAes : struct, IAesRounds
    {
        b0 = TAes.Round(b0, key);
        b1 = TAes.Round(b1, key);
        b2 = TAes.Round(b2, key);
        b3 = TAes.Round(b3, key);
        b4 = TAes.Round(b4, key);
        b5 = TAes.Round(b5, key);
        b6 = TAes.Round(b6, key);
        b7 = TAes.Round(b7, key);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Swap(ref byte* now, ref byte* next)
    {
        var old = now;
        now = next;
        next = old;
    }
}
