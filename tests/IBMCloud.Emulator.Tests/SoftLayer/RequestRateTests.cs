namespace IBMCloud.Emulator.Tests.SoftLayer;

public sealed class RequestRateTests : ClassicTest
{
    protected override void Configure(EmulatorOptions options) => options.Clock = new EmulatorClock(new StoppedTime());

    [Fact]
    public async Task The_fifty_first_request_of_a_second_is_refused_with_HTTP_500()
    {
        for (var i = 0; i < 50; i++)
        {
            (await GetAsync($"{Account}.json")).Status.Should().Be(200);
        }

        var refused = await GetAsync($"{Account}.json");
        Emulator.Clock.Advance(TimeSpan.FromSeconds(1));
        var taken = await GetAsync($"{Account}.json");

        refused.Status.Should().Be(500);
        refused.Code.Should().Be("SoftLayer_Exception_WebService_RateLimitExceeded");
        refused.Error.Should().Be("Rate limit of 50 requests for every 1 second(s) exceeded.");
        taken.Status.Should().Be(200);
    }

    /// <summary>A machine on which no time passes.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

        public override long GetTimestamp() => 0;
    }
}
