using System.Buffers.Binary;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Tests.Hostile;

/// <summary>An image with some bytes changed, or cut short, without a copy of it: what a seed says.</summary>
internal sealed class PatchedSource : ImageSource
{
    private static readonly ulong[] Telling = [0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF, ulong.MaxValue, 512, 1 << 20];
    private readonly byte[] _image;
    private readonly List<(long Offset, byte[] Bytes)> _patches = [];

    /// <param name="image">The sound image.</param>
    /// <param name="places">Where changes may begin; they are most telling in metadata.</param>
    /// <param name="seed">Which changes.</param>
    public PatchedSource(byte[] image, int[] places, int seed)
    {
        _image = image;
        var random = new Random(seed);
        Length = random.Next(12) == 0 ? random.NextInt64(image.Length + 1L) : image.Length;
        for (var count = random.Next(1, 5); count > 0; count--)
        {
            var at = places[random.Next(places.Length)];
            _patches.Add((at, Patch(random, at)));
        }
    }

    public override long Length { get; }

    /// <summary>Begins of the 16-byte pieces in which something other than zeros stands.</summary>
    public static int[] PlacesWithData(byte[] image, int from = 0, int? to = null) =>
        [.. Enumerable.Range(from / 16, ((to ?? image.Length) - from) / 16).Where(piece => image.AsSpan(piece * 16, 16).ContainsAnyExcept((byte)0)).Select(piece => piece * 16)];

    /// <summary>All bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        Read(0, bytes);
        return bytes;
    }

    protected override void ReadExactly(long offset, Span<byte> destination)
    {
        _image.AsSpan((int)offset, destination.Length).CopyTo(destination);
        foreach (var (at, bytes) in _patches)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                if (at + i >= offset && at + i < offset + destination.Length)
                {
                    destination[(int)(at + i - offset)] = bytes[i];
                }
            }
        }
    }

    protected override ValueTask ReadExactlyAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadExactly(offset, destination.Span);
        return ValueTask.CompletedTask;
    }

    private byte[] Patch(Random random, int at)
    {
        var field = 1 << random.Next(4);
        var inside = random.Next(16 / field) * field;
        var bytes = _image[at..Math.Min(at + 16, _image.Length)];
        var changed = new byte[8];
        var telling = Telling[random.Next(Telling.Length)] + (ulong)random.Next(-1, 2);
        switch (random.Next(5))
        {
            case 0:
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                random.NextBytes(changed);
                break;
            case 2:
                BinaryPrimitives.WriteUInt64LittleEndian(changed, telling);
                break;
            case 3:
                BinaryPrimitives.WriteUInt64BigEndian(changed, telling);
                return Put(bytes, inside, changed[(8 - field)..]);
            default:
                // What stands elsewhere in the image is more likely to be followed than chance is.
                _image.AsSpan(random.Next(_image.Length - 8), 8).CopyTo(changed);
                break;
        }

        return Put(bytes, inside, changed[..field]);
    }

    private static byte[] Put(byte[] bytes, int inside, byte[] field)
    {
        field.AsSpan(0, Math.Min(field.Length, Math.Max(bytes.Length - inside, 0))).CopyTo(bytes.AsSpan(Math.Min(inside, bytes.Length)));
        return bytes;
    }
}
