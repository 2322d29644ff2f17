namespace IBMCloud.Luks;

/// <summary>How the data units of one cipher are numbered: unit n of a run has the number (first + n × Step) AND Mask.</summary>
/// <param name="UnitSize">Bytes of a data unit: a multiple of 512.</param>
/// <param name="Step">512-byte sectors of a data unit.</param>
/// <param name="Mask">All ones of 64 or of 32 bits.</param>
internal readonly record struct XtsNumbering(int UnitSize, uint Step, ulong Mask);

/// <summary>Makes a kernel for a checked key of 32 or 64 bytes.</summary>
internal delegate XtsKernel XtsKernelFactory(ReadOnlySpan<byte> key, XtsNumbering numbering);

/// <summary>
/// One way of computing XTS. A call is a whole run of data units, so choosing the kernel costs one virtual call per run.
/// Arguments are checked by <see cref="XtsCipher"/>: at least one data unit, equal lengths, same memory or no overlap.
/// </summary>
internal abstract class XtsKernel : IDisposable
{
    public abstract void Encrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination);

    public abstract void Decrypt(ulong sector, ReadOnlySpan<byte> source, Span<byte> destination);

    public abstract void Dispose();
}
