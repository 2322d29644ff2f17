namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>
/// How an object is cut into parts.
/// <code>
/// parts         1 to 10,000
/// part          5 MiB (the last: 1 byte) to 5 GiB
/// object        at most 10 TB
/// default size  the smallest multiple of 4 MiB that is at least length / 10,000 and at least 16 MiB: encryption's data units never straddle parts
/// </code>
/// </summary>
internal readonly record struct PartPlan(long Length, long PartSize)
{
    public const int MostParts = 10_000;
    public const long SmallestPart = 5L << 20;
    public const long LargestPart = 5L << 30;
    public const long LargestObject = 10_000_000_000_000;
    public const long DefaultPart = 16L << 20;
    private const long Granule = 4L << 20;

    public int Count => (int)((Length + PartSize - 1) / PartSize);

    public static PartPlan For(long length, long? partSize = null)
    {
        if (length > LargestObject)
        {
            throw new ArgumentException($"The source has {length:N0} bytes; an object holds at most {LargestObject:N0}. Split the source.", nameof(length));
        }

        if (partSize is not { } chosen)
        {
            var least = (length + MostParts - 1) / MostParts;
            return new(length, Math.Max(DefaultPart, (least + Granule - 1) / Granule * Granule));
        }

        if (chosen is < SmallestPart or > LargestPart || new PartPlan(length, chosen) is { Length: var whole } && (whole + chosen - 1) / chosen > MostParts)
        {
            throw new ArgumentException(
                $"Parts of {chosen:N0} bytes do not do for {length:N0} bytes: a part has 5 MiB to 5 GiB, and there are at most {MostParts:N0}. "
                + "Choose a larger part size, or leave it to the client.", nameof(partSize));
        }

        return new(length, chosen);
    }

    /// <summary>First byte of a part; numbers begin at 1.</summary>
    public long OffsetOf(int number) => (number - 1) * PartSize;

    public long LengthOf(int number) => Math.Min(PartSize, Length - OffsetOf(number));
}
