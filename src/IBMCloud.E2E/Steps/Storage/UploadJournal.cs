using System.Text.Json;
using System.Text.Json.Serialization;
using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>Keeps an upload's state in the run's journal: the upload itself in the document, each stored part as a line of the log beside it.</summary>
internal sealed class UploadJournal(E2EStepContext context) : IUploadJournal
{
    /// <summary>The upload that the facts know, without its parts.</summary>
    public static UploadRecord? RecordIn(RunFacts facts)
    {
        try
        {
            return facts.Upload?.Deserialize(UploadJson.Default.UploadRecord);
        }
        catch (JsonException e)
        {
            throw new RunJournalException(RunJournalError.Damaged, "The journal's record of the upload cannot be read. Remove its 'upload' to send the image again, or restore the journal from a copy.", e);
        }
    }

    /// <summary>The unfinished upload to go on with, or <see langword="null"/>.</summary>
    public async Task<UploadRecord?> LoadAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        if (RecordIn(context.Facts) is not { } record || record.Bucket != bucket || record.Key != key || context.Run.Journal is not { } journal)
        {
            return null;
        }

        var parts = new Dictionary<int, UploadedPart>();
        foreach (var line in await journal.ReadPartsAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryRead(line) is { } part)
            {
                parts[part.Number] = part;
            }
        }

        return record with { Parts = [.. parts.Values.OrderBy(part => part.Number)] };
    }

    public async ValueTask BegunAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (RecordIn(context.Facts)?.UploadId != upload.UploadId && context.Run.Journal is { } journal)
        {
            // The lines of another upload must be gone before this one is named: a kill in between sends parts again, never takes foreign ones.
            await journal.ClearPartsAsync(cancellationToken).ConfigureAwait(false);
        }

        context.Facts.UploadPartSize = upload.PartSize;
        context.Facts.Upload = JsonSerializer.SerializeToElement(upload with { Parts = [] }, UploadJson.Default.UploadRecord);
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask StoredAsync(UploadedPart part, CancellationToken cancellationToken)
    {
        if (context.Run.Journal is { } journal)
        {
            await journal.AppendPartAsync(JsonSerializer.Serialize(part, UploadJson.Default.UploadedPart), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A part from its line; <see langword="null"/> for a line that a kill cut short, whose part is sent again.</summary>
    internal static UploadedPart? TryRead(string line)
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

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UploadRecord))]
[JsonSerializable(typeof(UploadedPart))]
internal sealed partial class UploadJson : JsonSerializerContext;
