using System.Text.Json;

namespace IBMCloud.ObjectStorage.Tests;

/// <summary>An upload's journal as a file: the record on the first line, each stored part on one of its own. A last line that was cut short does not count.</summary>
public sealed class FileJournal(string path, Action<UploadedPart>? stored = null) : IUploadJournal
{
    public static UploadRecord? Read(string path)
    {
        if (!File.Exists(path) || File.ReadAllText(path).Split('\n')[..^1] is not [var first, .. var rest])
        {
            return null;
        }

        return JsonSerializer.Deserialize<UploadRecord>(first)! with { Parts = [.. rest.Select(line => JsonSerializer.Deserialize<UploadedPart>(line)!)] };
    }

    public ValueTask BegunAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        File.WriteAllText(path, JsonSerializer.Serialize(upload) + "\n");
        return ValueTask.CompletedTask;
    }

    public ValueTask StoredAsync(UploadedPart part, CancellationToken cancellationToken)
    {
        File.AppendAllText(path, JsonSerializer.Serialize(part) + "\n");
        stored?.Invoke(part);
        return ValueTask.CompletedTask;
    }
}
