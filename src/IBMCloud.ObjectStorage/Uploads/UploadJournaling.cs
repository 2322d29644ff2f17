namespace IBMCloud.ObjectStorage.Uploads;

/// <summary>Calls a journal so that its calls never overlap.</summary>
internal sealed class UploadJournaling(IUploadJournal? journal) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);

    public Task BegunAsync(UploadRecord upload, CancellationToken cancellationToken) => CallAsync(() => journal!.BegunAsync(upload, cancellationToken), cancellationToken);

    public Task StoredAsync(UploadedPart part, CancellationToken cancellationToken) => CallAsync(() => journal!.StoredAsync(part, cancellationToken), cancellationToken);

    public void Dispose() => _one.Dispose();

    private async Task CallAsync(Func<ValueTask> call, CancellationToken cancellationToken)
    {
        if (journal is null)
        {
            return;
        }

        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await call().ConfigureAwait(false);
        }
        finally
        {
            _one.Release();
        }
    }
}
