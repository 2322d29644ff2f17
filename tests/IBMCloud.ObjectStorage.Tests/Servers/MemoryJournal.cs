namespace IBMCloud.ObjectStorage.Tests;

/// <summary>A journal in memory that can stop the upload after a number of parts.</summary>
public sealed class MemoryJournal : IUploadJournal
{
    private readonly List<UploadedPart> _parts = [];
    private UploadRecord? _record;

    public Action<UploadedPart>? OnStored { get; set; }

    public UploadRecord Record => _record! with { Parts = [.. _parts] };

    public ValueTask BegunAsync(UploadRecord upload, CancellationToken cancellationToken)
    {
        _record = upload;
        return ValueTask.CompletedTask;
    }

    public ValueTask StoredAsync(UploadedPart part, CancellationToken cancellationToken)
    {
        _parts.Add(part);
        OnStored?.Invoke(part);
        return ValueTask.CompletedTask;
    }
}
