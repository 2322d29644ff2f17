using System.Globalization;
using System.Text;

namespace IBMCloud.DiskImages.Preflight.Initramfs;

/// <summary>Lists a cpio archive of the "new ASCII" form. (Linux, Documentation/driver-api/early-userspace/buffer-format)</summary>
/// <remarks>
/// An entry: magic <c>070701</c> or <c>070702</c>, 13 numbers of 8 hexadecimal digits (size of the file the 7th, length of the name with its zero the 12th),
/// name, padding to 4 bytes, data, padding to 4 bytes. The name <c>TRAILER!!!</c> ends it.
/// </remarks>
internal sealed class CpioReader(Stream stream)
{
    private const int HeaderSize = 110;
    private const int MaxName = 4096;
    private const long MaxBytes = 2L << 30;
    private readonly byte[] _buffer = new byte[64 << 10];

    /// <summary>Bytes read from the stream.</summary>
    public long Position { get; private set; }

    /// <summary>The next entry's name; null at the archive's end.</summary>
    public async ValueTask<string?> NextAsync(CancellationToken cancellationToken)
    {
        await FillAsync(HeaderSize, cancellationToken).ConfigureAwait(false);
        if (!IsMagic(_buffer))
        {
            throw Damaged("an entry does not begin as one");
        }

        var size = Number(6);
        var nameLength = Number(11);
        if (nameLength is 0 or > MaxName)
        {
            throw Damaged("a name's length cannot be");
        }

        var padded = (int)Pad(HeaderSize + nameLength) - HeaderSize;
        await FillAsync(padded, cancellationToken).ConfigureAwait(false);
        var name = Encoding.UTF8.GetString(_buffer.AsSpan(0, (int)nameLength - 1));
        if (name == "TRAILER!!!")
        {
            return null;
        }

        await SkipAsync(Pad(size), cancellationToken).ConfigureAwait(false);
        return name;
    }

    public static bool IsMagic(ReadOnlySpan<byte> bytes) => bytes.StartsWith("070701"u8) || bytes.StartsWith("070702"u8);

    private static long Pad(long length) => (length + 3) / 4 * 4;

    private long Number(int field) => uint.TryParse(_buffer.AsSpan(6 + (field * 8), 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw Damaged("a number is none");

    private async ValueTask SkipAsync(long count, CancellationToken cancellationToken)
    {
        for (; count > 0; count -= Math.Min(count, _buffer.Length))
        {
            await FillAsync((int)Math.Min(count, _buffer.Length), cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(int count, CancellationToken cancellationToken)
    {
        if ((Position += count) > MaxBytes)
        {
            throw new DiskImageException(DiskImageError.LimitExceeded, "The initramfs unpacks to more than 2 GiB. Look into it by other means.");
        }

        await stream.ReadExactlyAsync(_buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
    }

    private static DiskImageException Damaged(string how) => new(DiskImageError.Corrupt, $"The initramfs is damaged: {how}. Make it anew on the server that the image comes from.");
}
