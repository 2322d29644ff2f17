using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>Argon2i and Argon2id, version 0x13 (RFC 9106), in memory that is zeroed and given back before the call returns.</summary>
/// <remarks>
/// <list type="table">
/// <item><term>H0</term><description>BLAKE2b-64 of all parameters, password and salt (§3.2)</description></item>
/// <item><term>memory</term><description>lanes × 4 slices of 1 KiB blocks; the first two blocks of a lane come from H0</description></item>
/// <item><term>pass</term><description>slice after slice: every block = G(the one before it, one from the finished part); lanes run on threads of their own</description></item>
/// <item><term>result</term><description>H' of the XOR of all lanes' last blocks</description></item>
/// </list>
/// The result depends on the count of lanes, not on how many processors work on them.
/// </remarks>
public static class Argon2
{
    private const int Version = 0x13;

    /// <summary>Derives a key from a password. Takes all processors, at most one per lane, until it is done.</summary>
    /// <param name="variant">Argon2i or Argon2id.</param>
    /// <param name="password">Any bytes; may be empty.</param>
    /// <param name="salt">At least 8 bytes; LUKS2 uses 32.</param>
    /// <param name="passes">Passes over the memory, at least 1.</param>
    /// <param name="memoryKiB">Memory in KiB, at least 8 × <paramref name="lanes"/>. So much is really taken: check it against a limit first where it was read from a file.</param>
    /// <param name="lanes">Parallel lanes, 1 to 16,777,215: part of the result.</param>
    /// <param name="destination">The key: at least 4 bytes.</param>
    /// <param name="cancellationToken">Ends the work within milliseconds; nothing is written then.</param>
    /// <exception cref="ArgumentException">The salt or the destination is too short.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="OutOfMemoryException">The system does not give that much memory.</exception>
    /// <exception cref="OperationCanceledException">The token asked to stop.</exception>
    public static void DeriveKey(Argon2Variant variant, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int passes, int memoryKiB, int lanes,
        Span<byte> destination, CancellationToken cancellationToken = default) =>
        DeriveKey(variant, password, salt, [], [], passes, memoryKiB, lanes, destination, cancellationToken);

    /// <summary>The same with RFC 9106's secret value and associated data, which LUKS2 does not have and the RFC's vectors do.</summary>
    internal static void DeriveKey(Argon2Variant variant, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> secret,
        ReadOnlySpan<byte> associatedData, int passes, int memoryKiB, int lanes, Span<byte> destination, CancellationToken cancellationToken)
    {
        if (variant is not (Argon2Variant.Argon2i or Argon2Variant.Argon2id))
        {
            throw new ArgumentOutOfRangeException(nameof(variant), variant, "Use Argon2i or Argon2id.");
        }

        if (salt.Length < 8)
        {
            throw new ArgumentException($"An Argon2 salt has at least 8 bytes, this one has {salt.Length}.", nameof(salt));
        }

        if (destination.Length < 4)
        {
            throw new ArgumentException($"Argon2 makes at least 4 bytes, {destination.Length} were asked for.", nameof(destination));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(passes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lanes, 0xFFFFFF);
        ArgumentOutOfRangeException.ThrowIfLessThan(memoryKiB, 8L * lanes);
        cancellationToken.ThrowIfCancellationRequested();

        var type = variant == Argon2Variant.Argon2i ? 1 : 2;
        Span<byte> seed = stackalloc byte[64 + 8];
        Span<byte> block = stackalloc byte[Argon2Memory.BlockSize];
        using var memory = new Argon2Memory(memoryKiB, lanes);
        try
        {
            Seed(seed[..64], [lanes, destination.Length, memoryKiB, passes, Version, type], password, salt, secret, associatedData);
            for (var lane = 0; lane < lanes; lane++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(seed[68..], lane);
                for (var first = 0; first < 2; first++)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(seed[64..], first);
                    Blake2b.HashLong(seed, block);
                    memory.Load(lane, first, block);
                }
            }

            new Argon2Filling(memory, type, passes, cancellationToken).Run();
            memory.XorOfLastBlocks(block);
            Blake2b.HashLong(block, destination);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
            CryptographicOperations.ZeroMemory(block);
        }
    }

    private static void Seed(Span<byte> destination, ReadOnlySpan<int> numbers, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt,
        ReadOnlySpan<byte> secret, ReadOnlySpan<byte> associatedData)
    {
        var hash = new Blake2b(64);
        foreach (var number in numbers)
        {
            hash.Append(number);
        }

        hash.AppendWithLength(password);
        hash.AppendWithLength(salt);
        hash.AppendWithLength(secret);
        hash.AppendWithLength(associatedData);
        hash.Finish(destination);
    }
}
