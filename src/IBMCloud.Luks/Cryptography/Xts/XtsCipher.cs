using System.Security.Cryptography;

namespace IBMCloud.Luks;

/// <summary>
/// AES-XTS (IEEE 1619) over runs of data units, numbered as dm-crypt does it: by 512-byte sectors, whatever the data unit's size is.
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Key</term><description>32 bytes (AES-128) or 64 bytes (AES-256): the data key, then the tweak key.</description></item>
/// <item><term>Data unit</term><description>512, 1024, 2048 or 4096 bytes. All are whole AES blocks, so ciphertext stealing never happens.</description></item>
/// <item><term>Tweak of unit n</term><description>(first sector + n × unit size / 512) as <see cref="XtsTweak"/> says.</description></item>
/// </list>
/// <para>XTS keeps the data secret but does not protect it from being changed: a flipped bit garbles its 16-byte block, and nothing notices.</para>
/// <para>One instance serves any number of threads at once and allocates nothing per call. The time that it takes depends on the
/// lengths only: every path uses the processor's AES instructions or the system's AES.</para>
/// </remarks>
public sealed class XtsCipher : IDisposable
{
    private const int SectorSize = 512;
    private readonly XtsKernel _kernel;

    /// <summary>Expands the key for the fastest kernel that this processor has.</summary>
    /// <param name="key">32 or 64 bytes; copied, so the caller may zero the original.</param>
    /// <param name="dataUnitSize">512, 1024, 2048 or 4096 bytes.</param>
    /// <param name="tweak">How sector numbers become tweaks.</param>
    /// <exception cref="ArgumentException">The key has another length, or its two halves are equal.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The data unit's size or the tweak is none of the known ones.</exception>
    public XtsCipher(ReadOnlySpan<byte> key, int dataUnitSize = SectorSize, XtsTweak tweak = XtsTweak.Plain64)
        : this(key, dataUnitSize, tweak, XtsKernels.Best)
    {
    }

    internal XtsCipher(ReadOnlySpan<byte> key, int dataUnitSize, XtsTweak tweak, XtsKernelFactory factory)
    {
        if (key.Length is not (32 or 64))
        {
            throw new ArgumentException($"An AES-XTS key has 32 or 64 bytes, this one has {key.Length}.", nameof(key));
        }

        if (CryptographicOperations.FixedTimeEquals(key[..(key.Length / 2)], key[(key.Length / 2)..]))
        {
            throw new ArgumentException("The data key and the tweak key, the two halves of an AES-XTS key, are equal: draw another key.", nameof(key));
        }

        if (dataUnitSize is not (512 or 1024 or 2048 or 4096))
        {
            throw new ArgumentOutOfRangeException(nameof(dataUnitSize), dataUnitSize, "A data unit has 512, 1024, 2048 or 4096 bytes.");
        }

        if (tweak is not (XtsTweak.Plain64 or XtsTweak.Plain32))
        {
            throw new ArgumentOutOfRangeException(nameof(tweak), tweak, "Use Plain64 or Plain32.");
        }

        DataUnitSize = dataUnitSize;
        _kernel = factory(key, new XtsNumbering(dataUnitSize, (uint)(dataUnitSize / SectorSize), tweak == XtsTweak.Plain32 ? uint.MaxValue : ulong.MaxValue));
    }

    /// <summary>Size of a data unit in bytes.</summary>
    public int DataUnitSize { get; }

    /// <summary>Encrypts a run of data units.</summary>
    /// <param name="sector">Number of the first data unit, counted in 512-byte units.</param>
    /// <param name="source">Plaintext: a multiple of <see cref="DataUnitSize"/>.</param>
    /// <param name="destination">At least as long; may be the very same memory as <paramref name="source"/>, may not overlap it otherwise.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ObjectDisposedException">The cipher was disposed.</exception>
    public void Encrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Check(source, destination);
        if (!source.IsEmpty)
        {
            _kernel.Encrypt(sector, source, destination[..source.Length]);
        }
    }

    /// <summary>Decrypts a run of data units.</summary>
    /// <param name="sector">Number of the first data unit, counted in 512-byte units.</param>
    /// <param name="source">Ciphertext: a multiple of <see cref="DataUnitSize"/>.</param>
    /// <param name="destination">At least as long; may be the very same memory as <paramref name="source"/>, may not overlap it otherwise.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <exception cref="ObjectDisposedException">The cipher was disposed.</exception>
    public void Decrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination)
    {
        Check(source, destination);
        if (!source.IsEmpty)
        {
            _kernel.Decrypt(sector, source, destination[..source.Length]);
        }
    }

    /// <summary>Zeroes the expanded key as soon as no call uses it any more.</summary>
    public void Dispose() => _kernel.Dispose();

    private void Check(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.Length % DataUnitSize != 0)
        {
            throw new ArgumentException($"The length, {source.Length} bytes, is no multiple of the data unit, {DataUnitSize} bytes.", nameof(source));
        }

        if (destination.Length < source.Length)
        {
            throw new ArgumentException($"The destination has {destination.Length} bytes, {source.Length} are needed.", nameof(destination));
        }

        if (source.Overlaps(destination, out var offset) && offset != 0)
        {
            throw new ArgumentException("Source and destination overlap: use the same memory for both, or memory that has nothing in common.", nameof(destination));
        }
    }
}
