namespace IBMCloud.DiskImages.Vhd;

/// <summary>VHD time stamps: seconds since 2000-01-01T00:00:00Z.</summary>
internal static class VhdTime
{
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static uint ToSeconds(DateTimeOffset time)
    {
        var seconds = Math.Floor((time - Epoch).TotalSeconds);
        return seconds is >= 0 and <= uint.MaxValue
            ? (uint)seconds
            : throw new ArgumentOutOfRangeException(nameof(time), time, "A VHD's time stamp lies between 2000-01-01 and 2136-02-07.");
    }

    public static DateTimeOffset FromSeconds(uint seconds) => Epoch.AddSeconds(seconds);
}
