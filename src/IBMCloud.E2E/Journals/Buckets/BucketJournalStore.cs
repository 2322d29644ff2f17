using IBMCloud.ObjectStorage;

namespace IBMCloud.E2E;

/// <summary>
/// Journals as objects of a bucket: another machine goes on with a run without a file of the first one. The bucket must be there, and not be one that a run makes.
/// <list type="table">
/// <listheader><term>object under PREFIX NAME/</term><description>holds</description></listheader>
/// <item><term><c>journal.GENERATION.json</c></term><description>the document, as of the runner of that generation; the newest counts</description></item>
/// <item><term><c>parts.GENERATION.NUMBER.jsonl</c></term><description>up to 100 lines of the log of uploaded parts</description></item>
/// <item><term><c>parts.GENERATION.NUMBER.cleared</c></term><description>the log was emptied: lines before it no longer count</description></item>
/// <item><term><c>lease.GENERATION.OWNER.json</c></term><description>who runs it, and until when</description></item>
/// </list>
/// </summary>
/// <remarks>
/// Object Storage promises no conditional writes, so the lease stands on what it does promise, that a list shows every object that was stored before. A runner
/// writes a claim of its own name, then lists: where two claim at once, at least one sees the other and withdraws. Each runner has a generation, higher than all
/// before, and writes only objects of that generation: what a runner that was taken over still sends cannot damage the journal of the one after it. It is best effort in
/// one respect: when a lease has run out is told by clocks, and a machine whose clock is wrong by more than <see cref="BucketJournalOptions.ClockTolerance"/> may
/// start beside a runner that is alive. That one stops at its next write of the journal; a call to the cloud that it has under way is not undone.
/// </remarks>
public sealed class BucketJournalStore : RunJournalStore
{
    private readonly ObjectStorageClient _storage;
    private readonly string _bucket;
    private readonly BucketJournalOptions _options;

    /// <summary>Makes the store; nothing is called yet.</summary>
    /// <param name="storage">The client of the bucket's region; it stays the caller's to dispose.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="options">Prefix and lease; the defaults where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public BucketJournalStore(ObjectStorageClient storage, string bucket, BucketJournalOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(storage);
        ArgumentException.ThrowIfNullOrEmpty(bucket);
        (_storage, _bucket, _options) = (storage, bucket, options ?? new BucketJournalOptions());
        _options.Validate();
    }

    /// <summary>What the keys of a run's objects begin with.</summary>
    /// <param name="name">Name of the run.</param>
    /// <exception cref="ArgumentException">The name is empty, or has characters that would lead elsewhere.</exception>
    public string PrefixOf(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name is "." or ".." || name.Any(c => c is '/' or '\\' || char.IsControl(c))
            ? throw new ArgumentException($"'{name}' cannot be part of an object's key.", nameof(name))
            : $"{_options.Prefix}{name}/";
    }

    /// <inheritdoc/>
    public override Task CheckAsync(CancellationToken cancellationToken = default) => new JournalObjects(_storage, _bucket, PrefixOf("no-such-run")).ListAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task<RunJournalHandle> OpenAsync(string name, CancellationToken cancellationToken = default)
    {
        var objects = new JournalObjects(_storage, _bucket, PrefixOf(name));
        return new BucketJournal(objects, await JournalLease.AcquireAsync(objects, name, _options, cancellationToken).ConfigureAwait(false));
    }
}
