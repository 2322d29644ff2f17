using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace IBMCloud.DiskImages.Json;

/// <summary>Reads stored layouts, which may have been changed on the way.</summary>
internal static class LayoutJson
{
    public static T Read<T>(string json, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw Invalid();
        }
        catch (JsonException e)
        {
            throw Invalid(e);
        }
    }

    public static byte[]? FromHex(string text, int length)
    {
        var bytes = new byte[length];
        return text.Length == 2 * length && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    public static DiskImageException Invalid(Exception? inner = null) => new(
        DiskImageError.LayoutMismatch, "The text is not a layout of this kind, or it was changed. Prepare a new layout from the source.", inner);
}
