using IBMCloud.ObjectStorage;
using IBMCloud.ObjectStorage.Tests;
using Microsoft.Extensions.Time.Testing;

namespace IBMCloud.E2E.Tests.Journals.Buckets;

/// <summary>A bucket for journals, and runners on machines with clocks of their own.</summary>
public abstract class BucketJournalTest : ObjectStorageTest
{
    protected static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    protected static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(15);
    protected static readonly DateTimeOffset Now = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);

    /// <summary>A store as another machine has it: with connections and a clock of its own.</summary>
    protected BucketJournalStore StoreOf(string machine, TimeProvider? clock = null, TimeSpan? wait = null) => new(Server.CreateClient(), Bucket, new BucketJournalOptions
    {
        Owner = machine,
        LeaseDuration = Lease,
        ClockTolerance = Tolerance,
        WaitForLease = wait ?? TimeSpan.Zero,
        PollInterval = TimeSpan.FromMilliseconds(10),
        TimeProvider = clock ?? new FakeTimeProvider(Now),
    });

    /// <summary>The keys of a run's objects, without what all begin with.</summary>
    protected async Task<IReadOnlyList<string>> KeysAsync(string run = "run")
    {
        var prefix = StoreOf("somebody").PrefixOf(run);
        var keys = new List<string>();
        await foreach (var one in Client.ListObjectsAsync(Bucket, prefix, Cancel))
        {
            keys.Add(one.Key[prefix.Length..]);
        }

        keys.Sort(StringComparer.Ordinal);
        return keys;
    }

    /// <summary>The text of the only object whose key has these words in it.</summary>
    protected async Task<string> TextAsync(string words, string run = "run")
    {
        var key = (await KeysAsync(run)).Should().ContainSingle(one => one.Contains(words, StringComparison.Ordinal)).Subject;
        for (; ; )
        {
            try
            {
                await using var source = await Client.OpenObjectAsync(Bucket, StoreOf("somebody").PrefixOf(run) + key, Cancel);
                var content = new byte[source.Length];
                await source.ReadAsync(0, content, Cancel);
                return System.Text.Encoding.UTF8.GetString(content);
            }
            catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.ObjectChanged)
            {
                // Written between the look and the read.
                Cancel.ThrowIfCancellationRequested();
            }
        }
    }

    protected static async Task<RunJournalException> RefusalAsync(Func<Task> call, RunJournalError reason)
    {
        var refusal = (await call.Should().ThrowAsync<RunJournalException>()).Which;
        refusal.Reason.Should().Be(reason, "the message is: {0}", refusal.Message);
        return refusal;
    }
}
