namespace IBMCloud.ObjectStorage;

/// <summary>How a download is done. Memory in use is <see cref="RangesInFlight"/> × <see cref="RangeSize"/>.</summary>
public sealed class DownloadOptions
{
    private int _rangesInFlight = 8;
    private int _rangeSize = 8 << 20;

    /// <summary>Whether a file of the target's name may be replaced. False by default.</summary>
    public bool Overwrite { get; set; }

    /// <summary>Ranges asked for at once, 1 to 64. 8 by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int RangesInFlight
    {
        get => _rangesInFlight;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64);
            _rangesInFlight = value;
        }
    }

    /// <summary>Bytes in a range, 64 KiB to 64 MiB. 8 MiB by default.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public int RangeSize
    {
        get => _rangeSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 64 << 10);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 64 << 20);
            _rangeSize = value;
        }
    }

    /// <summary>The entity tag that the object must have, or <see langword="null"/> for whatever it has at the start.</summary>
    public string? ExpectedETag { get; set; }
}
