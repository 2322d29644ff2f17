namespace IBMCloud.ObjectStorage;

/// <summary>The cache of an object that is read by small pieces. Memory in use is <see cref="Blocks"/> × <see cref="BlockSize"/>.</summary>
public sealed class ReadAheadOptions
{
    private int _blockSize = 4 << 20;
    private int _blocks = 16;

    /// <summary>Bytes that are fetched at once, 64 KiB to 64 MiB. 4 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int BlockSize
    {
        get => _blockSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 64 << 10);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64 << 20);
            _blockSize = value;
        }
    }

    /// <summary>Blocks kept, 2 to 1024. Half of them are fetched ahead where the object is read in order. 16 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int Blocks
    {
        get => _blocks;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 2);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1024);
            _blocks = value;
        }
    }
}
