using System.Text.Json;
using System.Text.Json.Serialization;
using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>What a journal keeps of a copy: enough to make the same bytes again and to go on with the upload. No secret.</summary>
internal sealed record CopyRecord(string Source, string SourceETag, string Target, string Form, string Layout, UploadRecord? Upload = null, string? FinishedETag = null);

/// <summary>A copy's journal: the record as the document, each stored part as a line. Without a store it keeps nothing.</summary>
internal sealed class CopyJournal(RunJournalHandle? handle) : IUploadJournal
{
    private CopyRecord? _record;

    /// <summary>Whether anything is kept.</summary>
    public bool Keeps => handle is not null;

    /// <summary>The unfinished upload that the journal knows, or <see langword="null"/>.</summary>
    public string? UploadId => _record?.Upload?.UploadId;

    /// <summary>The copy to go on with, or <see langword="null"/>.</summary>
    public async Task<CopyRecord?> LoadAsync(CancellationToken cancellationToken)
    {
        if (handle is null || await handle.ReadAsync(cancellationToken).ConfigureAwait(false) is not { Length: > 0 } document)
        {
            return null;
        }

        try
        {
            _record = JsonSerializer.Deserialize(document, CopyJson.Default.CopyRecord);
        }
        catch (JsonException e)
        {
            throw new RunJournalException(RunJournalError.Damaged, "The journal of the copy cannot be read: it is damaged, or is none. Restore it, or name another one to begin anew.", e);
        }

        if (_record?.Upload is not { } upload)
        {
            return _record;
        }

        return _record with { Upload = upload with { Parts = await PartsLog.ReadAsync(handle, cancellationToken).ConfigureAwait(false) } };
    }

    /// <summary>Writes down what fixes the copy's bytes, before the first of them is sent.</summary>
    public Task LaidOutAsync(CopyRecord record, CancellationToken cancellationToken) => SaveAsync(record, cancellationToken);

    /// <summary>Forgets the copy: the next one begins anew.</summary>
    public async Task ForgetAsync()
    {
        if (handle is not null)
        {
            await handle.ClearPartsAsync(CancellationToken.None).ConfigureAwait(false);
            await handle.WriteAsync("null"u8.ToArray(), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>The copy is in the bucket.</summary>
    public Task FinishedAsync(UploadedObject uploaded, CancellationToken cancellationToken) => SaveAsync(_record! with { FinishedETag = uploaded.ETag }, cancellationToken);

    public async ValueTask BegunAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        if (handle is not null && _record!.Upload?.UploadId != upload.UploadId)
        {
            // The lines of another upload must be gone before this one is named.
            await handle.ClearPartsAsync(cancellationToken).ConfigureAwait(false);
        }

        await SaveAsync(_record! with { Upload = upload with { Parts = [] } }, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask StoredAsync(UploadedPart part, CancellationToken cancellationToken)
    {
        if (handle is not null)
        {
            await PartsLog.AppendAsync(handle, part, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SaveAsync(CopyRecord record, CancellationToken cancellationToken)
    {
        _record = record;
        if (handle is not null)
        {
            await handle.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(record, CopyJson.Default.CopyRecord), cancellationToken).ConfigureAwait(false);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CopyRecord))]
[JsonSerializable(typeof(VhdIdentity))]
internal sealed partial class CopyJson : JsonSerializerContext;
