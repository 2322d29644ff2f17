using System.Globalization;
using IBMCloud.Core;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>What an object of a run's journal holds.</summary>
internal enum JournalObjectKind
{
    Document,
    Parts,
    PartsCleared,
    Lease,
}

/// <summary>An object of a run's journal, as its key tells.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Generation">The runner that wrote it.</param>
/// <param name="Number">Its place in that runner's log of parts; 0 for the others.</param>
internal sealed record JournalObject(string Key, JournalObjectKind Kind, int Generation, int Number);

/// <summary>The objects of one run's journal: their keys, and the calls for them with failures in the journal's words.</summary>
internal sealed class JournalObjects(ObjectStorageClient storage, string bucket, string prefix)
{
    // A layout of a disk of 2 TiB takes a few MB: what is larger is no journal.
    private const long LargestObject = 256L << 20;

    /// <summary>Where the journal is, for messages.</summary>
    public string Place => $"{bucket}/{prefix}";

    public string DocumentKey(int generation) => string.Create(CultureInfo.InvariantCulture, $"{prefix}journal.{generation:D8}.json");

    public string PartsKey(int generation, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}parts.{generation:D8}.{number:D6}.jsonl");

    public string PartsClearedKey(int generation, int number) => string.Create(CultureInfo.InvariantCulture, $"{prefix}parts.{generation:D8}.{number:D6}.cleared");

    public string LeaseKey(int generation, string owner) => string.Create(CultureInfo.InvariantCulture, $"{prefix}lease.{generation:D8}.{owner}.json");

    /// <summary>All objects of the journal that are there now, in the order of generation and number.</summary>
    public Task<IReadOnlyList<JournalObject>> ListAsync(CancellationToken cancellationToken) => CallAsync<IReadOnlyList<JournalObject>>(async () =>
    {
        var found = new List<JournalObject>();
        await foreach (var item in storage.ListObjectsAsync(bucket, prefix, cancellationToken).ConfigureAwait(false))
        {
            if (Read(item.Key) is { } known)
            {
                found.Add(known);
            }
        }

        return [.. found.OrderBy(one => one.Generation).ThenBy(one => one.Number)];
    });

    /// <summary>Stores an object whole, in place of what was there.</summary>
    public Task PutAsync(string key, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => CallAsync(() => storage.UploadAsync(
        bucket, key, new MemoryImageSource(content), new UploadOptions { Overwrite = true, ContentType = "application/json" }, progress: null, cancellationToken));

    /// <summary>Reads an object whole; <see langword="null"/> where it is not there.</summary>
    public Task<byte[]?> ReadAsync(string key, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        for (; ; )
        {
            try
            {
                var source = await storage.OpenObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
                await using var opened = source.ConfigureAwait(false);
                if (source.Length > LargestObject)
                {
                    throw new RunJournalException(RunJournalError.Damaged, $"The object '{bucket}/{key}' has {source.Length:N0} bytes and is no journal. Restore it from a copy.");
                }

                var content = new byte[source.Length];
                await source.ReadAsync(0, content, cancellationToken).ConfigureAwait(false);
                return content;
            }
            catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.ObjectChanged)
            {
                // Its owner wrote it between the look and the read, as one who renews a lease does: what counts is what is there now.
            }
            catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.ObjectNotFound)
            {
                return null;
            }
        }
    });

    public Task DeleteAsync(string key, CancellationToken cancellationToken) => CallAsync(async () =>
    {
        await storage.DeleteObjectAsync(bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        return true;
    });

    // Other objects under the prefix are somebody's own: they are left alone.
    private JournalObject? Read(string key) => key[Math.Min(prefix.Length, key.Length)..].Split('.') switch
    {
        ["journal", var generation, "json"] when IsNumber(generation, out var g) => new(key, JournalObjectKind.Document, g, 0),
        ["parts", var generation, var number, "jsonl"] when IsNumber(generation, out var g) && IsNumber(number, out var n) => new(key, JournalObjectKind.Parts, g, n),
        ["parts", var generation, var number, "cleared"] when IsNumber(generation, out var g) && IsNumber(number, out var n) => new(key, JournalObjectKind.PartsCleared, g, n),
        ["lease", var generation, _, "json"] when IsNumber(generation, out var g) => new(key, JournalObjectKind.Lease, g, 0),
        _ => null,
    };

    private static bool IsNumber(string text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (IbmCloudException e)
        {
            throw new RunJournalException(RunJournalError.Storage,
                $"The journal in '{Place}' cannot be read or written: {e.Message} Then run again: the run goes on.", e);
        }
    }
}
