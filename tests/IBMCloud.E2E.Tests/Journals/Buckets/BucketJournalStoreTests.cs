using IBMCloud.ObjectStorage.Tests;

namespace IBMCloud.E2E.Tests.Journals.Buckets;

/// <summary>What a journal in a bucket keeps, on every server.</summary>
public abstract class BucketJournalStoreTests : BucketJournalTest
{
    [Fact]
    public async Task A_document_and_its_parts_are_there_for_the_next_machine()
    {
        await using (var first = await StoreOf("one").OpenAsync("run", Cancel))
        {
            (await first.ReadAsync(Cancel)).Should().BeNull();
            await first.WriteAsync("one"u8.ToArray(), Cancel);
            await first.WriteAsync("two"u8.ToArray(), Cancel);
            await first.AppendPartAsync("part 1", Cancel);
            await first.AppendPartAsync("part 2", Cancel);
        }

        await using (var second = await StoreOf("two").OpenAsync("run", Cancel))
        {
            (await second.ReadAsync(Cancel)).Should().Equal("two"u8.ToArray());
            (await second.ReadPartsAsync(Cancel)).Should().Equal("part 1", "part 2");
            await second.WriteAsync("three"u8.ToArray(), Cancel);
            await second.AppendPartAsync("part 3", Cancel);
            (await second.ReadAsync(Cancel)).Should().Equal("three"u8.ToArray());
            (await second.ReadPartsAsync(Cancel)).Should().Equal("part 1", "part 2", "part 3");
        }

        (await KeysAsync()).Should().Equal("journal.00000002.json", "parts.00000001.000001.jsonl", "parts.00000002.000001.jsonl");
    }

    [Fact]
    public async Task A_log_of_many_parts_is_read_in_order()
    {
        var lines = Enumerable.Range(1, 230).Select(number => $"part {number}").ToList();
        await using var journal = await StoreOf("one").OpenAsync("run", Cancel);
        foreach (var line in lines)
        {
            await journal.AppendPartAsync(line, Cancel);
        }

        (await journal.ReadPartsAsync(Cancel)).Should().Equal(lines);
        (await KeysAsync()).Count(key => key.StartsWith("parts.", StringComparison.Ordinal)).Should().Be(3);
    }

    [Fact]
    public async Task Lines_that_come_at_the_same_time_are_all_kept()
    {
        var lines = Enumerable.Range(1, 40).Select(number => $"part {number}").ToList();
        await using var journal = await StoreOf("one").OpenAsync("run", Cancel);

        await Task.WhenAll(lines.Select(line => journal.AppendPartAsync(line, Cancel)));

        (await journal.ReadPartsAsync(Cancel)).Should().BeEquivalentTo(lines);
    }

    [Fact]
    public async Task A_log_that_was_emptied_begins_anew_also_for_the_next_machine()
    {
        await using (var first = await StoreOf("one").OpenAsync("run", Cancel))
        {
            await first.AppendPartAsync("of an old upload", Cancel);
            await first.ClearPartsAsync(Cancel);
            (await first.ReadPartsAsync(Cancel)).Should().BeEmpty();
            await first.AppendPartAsync("of the new one", Cancel);
        }

        await using var second = await StoreOf("two").OpenAsync("run", Cancel);
        (await second.ReadPartsAsync(Cancel)).Should().Equal("of the new one");
        await second.ClearPartsAsync(Cancel);
        (await second.ReadPartsAsync(Cancel)).Should().BeEmpty();
    }

    [Fact]
    public async Task Runs_and_strangers_objects_do_not_get_into_each_other()
    {
        await using var one = await StoreOf("one").OpenAsync("web", Cancel);
        await using var other = await StoreOf("one").OpenAsync("web-2", Cancel);
        await one.WriteAsync("one"u8.ToArray(), Cancel);
        await other.WriteAsync("other"u8.ToArray(), Cancel);
        var readme = $"{StoreOf("one").PrefixOf("web")}read.me";
        await Client.UploadAsync(Bucket, readme, new Primitives.MemoryImageSource("mine"u8.ToArray()), cancellationToken: Cancel);

        (await one.ReadAsync(Cancel)).Should().Equal("one"u8.ToArray());
        (await other.ReadAsync(Cancel)).Should().Equal("other"u8.ToArray());
        (await Client.FindObjectAsync(Bucket, readme, Cancel)).Should().NotBeNull();
    }

    [Fact]
    public async Task A_lease_says_who_holds_it_and_until_when_and_goes_when_the_runner_ends()
    {
        await using (await StoreOf("build-7, process 42").OpenAsync("run", Cancel))
        {
            (await TextAsync("lease.")).ReplaceLineEndings("\n").Should().Be(
                """
                {
                  "generation": 1,
                  "owner": "build-7, process 42",
                  "acquiredAt": "2026-11-25T03:00:00+00:00",
                  "expiresAt": "2026-11-25T03:01:00+00:00"
                }
                """.ReplaceLineEndings("\n"));
        }

        (await KeysAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    public void A_name_cannot_leave_its_prefix(string name)
    {
        var prefix = () => StoreOf("one").PrefixOf(name);
        prefix.Should().Throw<ArgumentException>();
    }

    [Fact]
    public async Task A_lease_that_cannot_be_read_is_named_and_nothing_is_taken()
    {
        var key = $"{StoreOf("one").PrefixOf("run")}lease.00000001.x.json";
        await Client.UploadAsync(Bucket, key, new Primitives.MemoryImageSource("{"u8.ToArray()), cancellationToken: Cancel);

        (await RefusalAsync(() => StoreOf("two").OpenAsync("run", Cancel), RunJournalError.Damaged)).Message.Should().Contain(key);

        (await KeysAsync()).Should().Equal("lease.00000001.x.json");
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_said_in_the_journals_words()
    {
        var store = new BucketJournalStore(Client, $"absent-{Guid.NewGuid():N}", new BucketJournalOptions());

        (await RefusalAsync(() => store.OpenAsync("run", Cancel), RunJournalError.Storage)).Message.Should().Contain("absent-").And.Contain("NoSuchBucket");
    }
}

public sealed class BucketJournalStoreOnTheEmulatorTests : BucketJournalStoreTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class BucketJournalStoreOnARealServerTests : BucketJournalStoreTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
