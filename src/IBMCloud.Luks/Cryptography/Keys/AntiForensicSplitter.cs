using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>
/// The anti-forensic splitter: blows a key up to many stripes of which every one is needed, so that overwriting any part of a keyslot destroys it.
/// The same in LUKS1 and LUKS2 (type <c>luks1</c>).
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>diffuse(B)</term><description>B in blocks of the hash's length, the last maybe shorter; block i becomes H(be32(i) ‖ block), cut to its length</description></item>
/// <item><term>split</term><description>acc = 0; for all stripes but the last: stripe = random, acc = diffuse(acc ⊕ stripe); the last stripe = acc ⊕ key</description></item>
/// <item><term>merge</term><description>the same walk; key = acc ⊕ last stripe</description></item>
/// </list>
/// </remarks>
internal static class AntiForensicSplitter
{
    public const int Stripes = 4000;

    /// <summary>Splits <paramref name="key"/> into <paramref name="material"/>, which has room for all stripes; what is left over is zeroed.</summary>
    public static void Split(ReadOnlySpan<byte> key, HashAlgorithmName hash, Span<byte> material)
    {
        var stripes = material[..(key.Length * Stripes)];
        RandomNumberGenerator.Fill(stripes[..^key.Length]);
        material[stripes.Length..].Clear();
        FinishSplit(key, hash, stripes);
    }

    /// <summary>Computes the last stripe over the random ones that are there already.</summary>
    public static void FinishSplit(ReadOnlySpan<byte> key, HashAlgorithmName hash, Span<byte> stripes)
    {
        var last = stripes[^key.Length..];
        Walk(stripes, key.Length, hash, last);
        Xor(last, key);
    }

    /// <summary>Gets the key back.</summary>
    public static void Merge(ReadOnlySpan<byte> material, HashAlgorithmName hash, Span<byte> key)
    {
        var stripes = material[..(key.Length * Stripes)];
        Walk(stripes, key.Length, hash, key);
        Xor(key, stripes[^key.Length..]);
    }

    internal static void Diffuse(Span<byte> block, HashAlgorithmName hash)
    {
        var length = LuksHash.Length(hash);
        Span<byte> input = stackalloc byte[4 + 64];
        Span<byte> output = stackalloc byte[64];
        for (int i = 0, at = 0; at < block.Length; i++, at += length)
        {
            var part = block[at..Math.Min(at + length, block.Length)];
            BinaryPrimitives.WriteInt32BigEndian(input, i);
            part.CopyTo(input[4..]);
            CryptographicOperations.HashData(hash, input[..(4 + part.Length)], output);
            output[..part.Length].CopyTo(part);
        }

        CryptographicOperations.ZeroMemory(input);
        CryptographicOperations.ZeroMemory(output);
    }

    private static void Walk(ReadOnlySpan<byte> stripes, int keyLength, HashAlgorithmName hash, Span<byte> accumulator)
    {
        accumulator.Clear();
        for (var stripe = 0; stripe < Stripes - 1; stripe++)
        {
            Xor(accumulator, stripes.Slice(stripe * keyLength, keyLength));
            Diffuse(accumulator, hash);
        }
    }

    private static void Xor(Span<byte> target, ReadOnlySpan<byte> other)
    {
        for (var i = 0; i < target.Length; i++)
        {
            target[i] ^= other[i];
        }
    }
}
