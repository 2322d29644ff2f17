namespace IBMCloud.Luks;

/// <summary>What is said where a stream has another length than was announced.</summary>
internal static class AnnouncedLength
{
    public static LuksException Missed(long done, long announced) => new(LuksError.Truncated,
        $"The image ended after {done:N0} bytes; {announced:N0} were announced. Give the whole image, or its true length.");

    public static LuksException Exceeded(long announced) => new(LuksError.InvalidImage,
        $"The image goes on after the {announced:N0} bytes that were announced. What was written lacks the rest: throw it away and give the true length.");
}
