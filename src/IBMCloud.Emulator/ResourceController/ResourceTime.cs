using System.Globalization;

namespace IBMCloud.Emulator.ResourceController;

/// <summary>Times of the Resource Controller: RFC 3339.</summary>
internal static class ResourceTime
{
    public static string? Text(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
