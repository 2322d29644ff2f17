namespace IBMCloud.Primitives;

/// <summary>How <see cref="ImageFileWriter"/> writes. Memory in use is <see cref="Workers"/> × <see cref="ChunkSize"/>.</summary>
public sealed class ImageFileWriterOptions
{
    private int _workers;
    private int _chunkSize = 256 << 10;

    /// <summary>Whether a file of the target's name may be replaced. False by default.</summary>
    public bool Overwrite { get; set; }

    /// <summary>Threads that read, transform and write side by side, 1 to 64; 0, the default, takes one per processor but at most 4.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int Workers
    {
        get => _workers;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64);
            _workers = value;
        }
    }

    /// <summary>Bytes that a worker handles at once: a multiple of 4096, from 64 KiB to 64 MiB. 256 KiB by default: a chunk stays in a core's cache between reading, encrypting and writing it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int ChunkSize
    {
        get => _chunkSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 64 << 10);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64 << 20);
            ArgumentOutOfRangeException.ThrowIfNotEqual(value % 4096, 0, nameof(value));
            _chunkSize = value;
        }
    }

    /// <summary>
    /// Leaves holes in the file where the source has no extent or reads as zeros, instead of writing zeros. False by default; it makes no difference
    /// for a LUKS container, whose zeros are encrypted too.
    /// </summary>
    public bool KeepHoles { get; set; }

    /// <summary>Forces the bytes to the device before the file gets its name. True by default; false leaves that to the system.</summary>
    public bool Flush { get; set; } = true;

    internal int EffectiveWorkers => Workers > 0 ? Workers : Math.Min(Environment.ProcessorCount, 4);
}
