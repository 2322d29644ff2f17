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

        return record with { Parts = await PartsLog.ReadAsync(journal, cancellationToken).ConfigureAwait(false) };
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
            await PartsLog.AppendAsync(journal, part, cancellationToken).ConfigureAwait(false);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UploadRecord))]
[JsonSerializable(typeof(UploadedPart))]
internal sealed partial class UploadJson : JsonSerializerContext;
