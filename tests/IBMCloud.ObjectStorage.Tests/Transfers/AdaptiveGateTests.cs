using IBMCloud.ObjectStorage.Transfers;

namespace IBMCloud.ObjectStorage.Tests.Transfers;

/// <summary>How many parts are in flight follows what the service says.</summary>
public sealed class AdaptiveGateTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_burst_of_refusals_halves_once_and_the_next_one_again()
    {
        var gate = new AdaptiveGate(8);
        var rounds = new List<long>();
        for (var i = 0; i < 8; i++)
        {
            rounds.Add(await gate.EnterAsync(Cancel));
        }

        var next = rounds.Select(gate.Throttle).ToList();

        gate.Limit.Should().Be(4);
        gate.Throttle(next[0]);
        gate.Limit.Should().Be(2);
    }

    [Fact]
    public async Task It_never_stops_wholly_and_grows_by_one_for_a_round_of_successes()
    {
        var gate = new AdaptiveGate(4);
        for (var i = 0; i < 5; i++)
        {
            gate.Throttle(i);
        }

        gate.Limit.Should().Be(1);
        foreach (var expected in new[] { 2, 2, 3, 3, 3, 4, 4, 4, 4, 4 })
        {
            await gate.EnterAsync(Cancel);
            gate.Leave(succeeded: true);
            gate.Limit.Should().Be(expected);
        }
    }

    [Fact]
    public async Task Whoever_waits_gets_the_place_that_is_given_back()
    {
        var gate = new AdaptiveGate(1);
        await gate.EnterAsync(Cancel);
        var waiting = gate.EnterAsync(Cancel).AsTask();
        waiting.IsCompleted.Should().BeFalse();

        gate.Leave(succeeded: false);

        await waiting;
    }
}
