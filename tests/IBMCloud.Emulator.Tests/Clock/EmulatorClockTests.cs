namespace IBMCloud.Emulator.Tests.Clock;

public sealed class EmulatorClockTests
{
    [Fact]
    public void Moving_the_clock_moves_both_its_faces_alike()
    {
        var clock = new EmulatorClock();
        var (time, stamp) = (clock.GetUtcNow(), clock.GetTimestamp());

        clock.Advance(TimeSpan.FromDays(30));

        (clock.GetUtcNow() - time).Should().BeGreaterThanOrEqualTo(TimeSpan.FromDays(30));
        clock.GetElapsedTime(stamp).Should().BeGreaterThanOrEqualTo(TimeSpan.FromDays(30));
    }

    [Fact]
    public async Task A_delay_of_hours_ends_when_the_clock_has_moved_by_them()
    {
        var clock = new EmulatorClock();
        var delay = Task.Delay(TimeSpan.FromHours(2), clock, TestContext.Current.CancellationToken);

        clock.Advance(TimeSpan.FromHours(1));
        delay.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromHours(1));

        await delay.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_clock_does_not_run_backwards()
    {
        var back = () => new EmulatorClock().Advance(TimeSpan.FromSeconds(-1));

        back.Should().Throw<ArgumentOutOfRangeException>();
    }
}
