using IBMCloud.ObjectStorage.Tests;
using Microsoft.Extensions.Time.Testing;

namespace IBMCloud.E2E.Tests.Journals.Buckets;

/// <summary>Two runners of one run, told apart by a lease, on every server.</summary>
public abstract class LeaseTests : BucketJournalTest
{
    [Fact]
    public async Task A_second_runner_is_refused_and_told_who_runs_it()
    {
        var first = await StoreOf("build-7").OpenAsync("run", Cancel);

        var refusal = await RefusalAsync(() => StoreOf("build-8").OpenAsync("run", Cancel), RunJournalError.InUse);

        refusal.Message.Should().Contain("build-7").And.Contain("2026-11-25 03:01:00Z").And.Contain("2026-11-25 03:01:15Z");
        await first.DisposeAsync();
        await (await StoreOf("build-8").OpenAsync("run", Cancel)).DisposeAsync();
    }

    [Fact]
    public async Task A_second_runner_that_may_wait_gets_the_run_when_the_first_ends()
    {
        var first = await StoreOf("one", TimeProvider.System).OpenAsync("run", Cancel);

        var waiting = StoreOf("two", TimeProvider.System, wait: TimeSpan.FromMinutes(5)).OpenAsync("run", Cancel);
        await first.WriteAsync("by the first"u8.ToArray(), Cancel);
        waiting.IsCompleted.Should().BeFalse();
        await first.DisposeAsync();

        await using var second = await waiting;
        (await second.ReadAsync(Cancel)).Should().Equal("by the first"u8.ToArray());
    }

    [Fact]
    public async Task Of_many_that_begin_at_once_one_gets_the_run()
    {
        var opened = await Task.WhenAll(Enumerable.Range(1, 8).Select(async number =>
        {
            try
            {
                return await StoreOf($"runner {number}", TimeProvider.System).OpenAsync("run", Cancel);
            }
            catch (RunJournalException e) when (e.Reason == RunJournalError.InUse)
            {
                return null;
            }
        }));

        opened.OfType<RunJournalHandle>().Should().ContainSingle();
        (await KeysAsync()).Should().ContainSingle("those that lost have withdrawn").Which.Should().StartWith("lease.");
        await opened.OfType<RunJournalHandle>().Single().DisposeAsync();
    }

    [Fact]
    public async Task A_lease_is_renewed_for_as_long_as_its_runner_works()
    {
        var clock = new FakeTimeProvider(Now);
        await using var first = await StoreOf("one", clock).OpenAsync("run", Cancel);

        for (var third = 1; third <= 9; third++)
        {
            var before = await TextAsync("lease.");
            clock.Advance(Lease / 3);
            while (await TextAsync("lease.") == before)
            {
                Cancel.ThrowIfCancellationRequested();
            }
        }

        await RefusalAsync(() => StoreOf("two", clock).OpenAsync("run", Cancel), RunJournalError.InUse);
        await first.WriteAsync("still mine"u8.ToArray(), Cancel);
        first.Lost.IsCancellationRequested.Should().BeFalse();
    }

    [Fact]
    public async Task The_lease_of_a_killed_runner_is_taken_over_when_it_has_run_out()
    {
        // Nothing moves this clock: the runner is as good as dead.
        var killed = await StoreOf("one", new FakeTimeProvider(Now)).OpenAsync("run", Cancel);
        await killed.WriteAsync("by the first"u8.ToArray(), Cancel);
        var clock = new FakeTimeProvider(Now + Lease + Tolerance - TimeSpan.FromSeconds(1));
        var store = StoreOf("two", clock);

        await RefusalAsync(() => store.OpenAsync("run", Cancel), RunJournalError.InUse);
        clock.Advance(TimeSpan.FromSeconds(1));
        await using var second = await store.OpenAsync("run", Cancel);

        (await second.ReadAsync(Cancel)).Should().Equal("by the first"u8.ToArray());
        (await KeysAsync()).Where(key => key.StartsWith("lease.", StringComparison.Ordinal)).Should().ContainSingle().Which.Should().StartWith("lease.00000002.");
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task A_runner_that_slept_through_its_lease_stops_before_it_writes()
    {
        var sleeping = new FakeTimeProvider(Now);
        var first = await StoreOf("one", sleeping).OpenAsync("run", Cancel);
        await first.WriteAsync("by the first"u8.ToArray(), Cancel);
        await using var second = await StoreOf("two", new FakeTimeProvider(Now + TimeSpan.FromMinutes(10))).OpenAsync("run", Cancel);
        await second.WriteAsync("by the second"u8.ToArray(), Cancel);

        sleeping.Advance(TimeSpan.FromMinutes(10));

        first.Lost.IsCancellationRequested.Should().BeTrue();
        await RefusalAsync(() => first.WriteAsync("late"u8.ToArray(), Cancel), RunJournalError.LeaseLost);
        await RefusalAsync(() => first.AppendPartAsync("late", Cancel), RunJournalError.LeaseLost);
        await RefusalAsync(() => first.ClearPartsAsync(Cancel), RunJournalError.LeaseLost);
        await RefusalAsync(() => first.ReadAsync(Cancel), RunJournalError.LeaseLost);
        await first.DisposeAsync();
        (await second.ReadAsync(Cancel)).Should().Equal("by the second"u8.ToArray());
        await second.WriteAsync("more"u8.ToArray(), Cancel);
    }

    [Fact]
    public async Task A_runner_whose_clock_stands_still_stops_at_its_next_write_and_harms_nothing()
    {
        var first = await StoreOf("one", new FakeTimeProvider(Now)).OpenAsync("run", Cancel);
        await first.AppendPartAsync("part 1", Cancel);
        await using var second = await StoreOf("two", new FakeTimeProvider(Now + TimeSpan.FromMinutes(10))).OpenAsync("run", Cancel);
        await second.WriteAsync("by the second"u8.ToArray(), Cancel);
        await second.ClearPartsAsync(Cancel);

        // By its own clock it holds the run still. What it logs is of its generation, and that log was emptied.
        await first.AppendPartAsync("part 2", Cancel);
        (await second.ReadPartsAsync(Cancel)).Should().BeEmpty();
        (await RefusalAsync(() => first.WriteAsync("late"u8.ToArray(), Cancel), RunJournalError.LeaseLost)).Message.Should().Contain("taken it over");

        first.Lost.IsCancellationRequested.Should().BeTrue();
        await first.DisposeAsync();
        (await second.ReadAsync(Cancel)).Should().Equal("by the second"u8.ToArray());
    }

    [Fact]
    public async Task A_renewal_notices_that_the_run_was_taken_over()
    {
        var slow = new FakeTimeProvider(Now);
        var first = await StoreOf("one", slow).OpenAsync("run", Cancel);
        await using var second = await StoreOf("two", new FakeTimeProvider(Now + TimeSpan.FromMinutes(10))).OpenAsync("run", Cancel);
        var lost = new TaskCompletionSource();
        await using var told = first.Lost.Register(lost.SetResult);

        slow.Advance(Lease / 3);

        await lost.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        await first.DisposeAsync();
        await second.WriteAsync("mine"u8.ToArray(), Cancel);
    }
}

public sealed class LeasesOnTheEmulatorTests : LeaseTests
{
    protected override async Task<TestServer> StartAsync() => await EmulatorServer.StartAsync();
}

public sealed class LeasesOnARealServerTests : LeaseTests
{
    protected override Task<TestServer> StartAsync() => Task.FromResult<TestServer>(RealServer.Require());
}
