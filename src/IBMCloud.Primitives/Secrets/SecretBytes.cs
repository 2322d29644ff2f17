using System.Buffers;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace IBMCloud.Primitives;

/// <summary>
/// Key material in one pinned array that the garbage collector never copies and that is zeroed on dispose
/// (or, where a caller forgot, when it is finalized).
/// </summary>
/// <remarks>
/// It has no conversion to <see cref="string"/>, <see cref="ToString"/> gives <c>***</c>, equality is by reference;
/// <see cref="FixedTimeEquals(ReadOnlySpan{byte})"/> compares contents. Safe for parallel readers until it is disposed.
/// </remarks>
public sealed class SecretBytes : IDisposable
{
    private readonly byte[] _bytes;
    private volatile bool _disposed;

    private SecretBytes(int length) => _bytes = GC.AllocateArray<byte>(length, pinned: true);

    /// <summary>Zeroes the bytes of an instance that nobody disposed.</summary>
    ~SecretBytes() => CryptographicOperations.ZeroMemory(_bytes);

    /// <summary>Length in bytes.</summary>
    public int Length => _bytes.Length;

    /// <summary>The bytes. The span must not outlive the instance: after dispose it reads zeros.</summary>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    public ReadOnlySpan<byte> Span => Bytes;

    /// <summary>The bytes, for asynchronous callers. It must not outlive the instance: after dispose it reads zeros.</summary>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    public ReadOnlyMemory<byte> Memory => Bytes;

    private byte[] Bytes
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _bytes;
        }
    }

    /// <summary>Copies <paramref name="source"/>. The caller still owns, and should zero, the original.</summary>
    /// <param name="source">The bytes to copy; may be empty.</param>
    public static SecretBytes CopyOf(ReadOnlySpan<byte> source)
    {
        var secret = new SecretBytes(source.Length);
        source.CopyTo(secret._bytes);
        return secret;
    }

    /// <summary>Makes <paramref name="length"/> bytes from the system's cryptographic random number generator.</summary>
    /// <param name="length">Length in bytes, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 1.</exception>
    public static SecretBytes Random(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        var secret = new SecretBytes(length);
        RandomNumberGenerator.Fill(secret._bytes);
        return secret;
    }

    /// <summary>Makes <paramref name="length"/> zero bytes and lets <paramref name="fill"/> write them in place.</summary>
    /// <param name="length">Length in bytes, at least 0.</param>
    /// <param name="state">Handed to <paramref name="fill"/>, so that it need not capture anything.</param>
    /// <param name="fill">Writes the bytes; where it throws, they are zeroed and the exception passes through.</param>
    public static SecretBytes Create<TState>(int length, TState state, SpanAction<byte, TState> fill)
        where TState : allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentNullException.ThrowIfNull(fill);
        var secret = new SecretBytes(length);
        try
        {
            fill(secret._bytes, state);
            return secret;
        }
        catch
        {
            secret.Dispose();
            throw;
        }
    }

    /// <summary>Decodes standard base64 text (alphabet <c>+ /</c>, padded), as Key Protect answers it.</summary>
    /// <param name="utf8">The text as UTF-8 bytes.</param>
    /// <exception cref="FormatException">The text is not base64. The message does not repeat it.</exception>
    public static SecretBytes FromBase64(ReadOnlySpan<byte> utf8)
    {
        var scratch = new SecretBytes(Base64.GetMaxDecodedFromUtf8Length(utf8.Length));
        try
        {
            return Base64.DecodeFromUtf8(utf8, scratch._bytes, out _, out var written) == OperationStatus.Done
                ? CopyOf(scratch._bytes.AsSpan(0, written))
                : throw new FormatException("The secret is not valid base64 text. Send standard base64 (alphabet '+', '/', padded with '=').");
        }
        finally
        {
            scratch.Dispose();
        }
    }

    /// <summary>
    /// The standard base64 text of the bytes as UTF-8, without a line break: the LUKS passphrase of the documented IBM flow,
    /// and the <c>plaintext</c> field of a Key Protect wrap.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The instance was disposed.</exception>
    public SecretBytes ToBase64Utf8() =>
        Create(Base64.GetMaxEncodedToUtf8Length(Length), Span, static (text, bytes) => Base64.EncodeToUtf8(bytes, text, out _, out _));

    /// <summary>A copy of a part of the bytes.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="length">Count of bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part is not inside the secret.</exception>
    public SecretBytes Slice(int start, int length) => CopyOf(Span.Slice(start, length));

    /// <summary>An independent copy with its own life.</summary>
    public SecretBytes Clone() => CopyOf(Span);

    /// <summary>Compares contents in a time that depends only on the lengths.</summary>
    /// <param name="other">The bytes to compare with.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool FixedTimeEquals(ReadOnlySpan<byte> other) => CryptographicOperations.FixedTimeEquals(Span, other);

    /// <summary>Always <c>***</c>: the bytes never reach a log by accident.</summary>
    public override string ToString() => "***";

    /// <summary>Zeroes the bytes. May be called more than once.</summary>
    public void Dispose()
    {
        _disposed = true;
        CryptographicOperations.ZeroMemory(_bytes);
        GC.SuppressFinalize(this);
    }
}
