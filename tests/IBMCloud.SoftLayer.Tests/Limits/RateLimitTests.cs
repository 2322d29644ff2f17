using IBMCloud.Core;
using IBMCloud.Emulator;
using Microsoft.Extensions.Time.Testing;

namespace IBMCloud.SoftLayer.Tests.Limits;

public sealed class RateLimitTests : ClassicCloudTest
{
    protected override void Configure(EmulatorOptions options) => options.Switches.ClassicRequestsPerSecond = 50;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Clients_of_one_account_stay_below_its_limit_together(bool given)
    {
        var clock = new FakeTimeProvider();
        using var transport = new CannedTransport((200, """{"id":7,"username":"me"}"""));
        var options = new IbmCloudClientOptions { Transport = transport, TimeProvider = clock };
        var limit = given ? new SoftLayerRateLimit(clock: clock) : null;
        using var one = new SoftLayerClient(SoftLayerCredential.ApiKey(ApiKey), options, limit);
        using var other = new SoftLayerClient(SoftLayerCredential.ApiKey(ApiKey), options, limit);

        var calls = Enumerable.Range(0, 120).Select(number => (number % 2 == 0 ? one : other).Account.GetCurrentUserAsync(Cancel)).ToList();

        foreach (var sent in (int[])[50, 100, 120])
        {
            while (calls.Count(call => call.IsCompleted) < sent)
            {
                await Task.Yield();
            }

            transport.Requests.Should().Be(sent);
            clock.Advance(TimeSpan.FromSeconds(1.1));
        }
    }

    [Fact]
    public async Task Refusals_for_the_limit_are_waited_out_even_for_what_is_never_repeated()
    {
        await UploadAsync();
        Emulator.Faults.Add(EmulatedService.SoftLayer, $"POST {Templates}/createFromIcos.json", Fault.TooManyRequests(), times: 2);

        var template = await Client.ImageTemplates.ImportAsync(Import(), Cancel);

        template.Name.Should().Be("debian");
        (await Client.ImageTemplates.ListAsync(Cancel)).Should().ContainSingle();
    }

    [Fact]
    public async Task The_next_request_waits_for_its_turn()
    {
        var clock = new FakeTimeProvider();
        var limit = new SoftLayerRateLimit(2, clock);
        await limit.WaitAsync(Cancel);
        await limit.WaitAsync(Cancel);

        var third = limit.WaitAsync(Cancel).AsTask();

        third.IsCompleted.Should().BeFalse();
        clock.Advance(TimeSpan.FromSeconds(1.1));
        await third;
    }

    [Fact]
    public async Task A_turn_that_is_not_wanted_any_more_ends()
    {
        var limit = new SoftLayerRateLimit(1, new FakeTimeProvider());
        using var cancel = new CancellationTokenSource();
        await limit.WaitAsync(cancel.Token);

        var waiting = limit.WaitAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();

        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
    }
}
