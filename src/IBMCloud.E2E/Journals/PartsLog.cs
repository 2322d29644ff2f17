using System.Text.Json;
using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>The stored parts of an upload in a journal's log: a line each.</summary>
internal static class PartsLog
{
    /// <summary>The parts, in order. A line that a kill cut short names none: that part is sent again.</summary>
    public static async Task<UploadedPart[]> ReadAsync(RunJournalHandle journal, CancellationToken cancellationToken)
    {
        var parts = new SortedDictionary<int, UploadedPart>();
        foreach (var line in await journal.ReadPartsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryRead(line) is { } part)
            {
                parts[part.Number] = part;
            }
        }

        return [.. parts.Values];
    }

    public static Task AppendAsync(RunJournalHandle journal, UploadedPart part, CancellationToken cancellationToken) =>
        journal.AppendPartAsync(JsonSerializer.Serialize(part, UploadJson.Default.UploadedPart), cancellationToken);

    private static UploadedPart? TryRead(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, UploadJson.Default.UploadedPart) is { Number: > 0, Md5.Length: 32, ETag: not null } part ? part : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
