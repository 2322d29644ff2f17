using IBMCloud.Emulator;

namespace IBMCloud.ResourceController.Tests.Instances;

public sealed class SlowInstanceTests : ResourceControllerTest
{
    protected override void Configure(EmulatorOptions options)
    {
        options.StageDelay = TimeSpan.FromSeconds(50);
        options.Switches.InstanceCreatedStatus = 202;
    }

    [Fact]
    public async Task An_instance_is_waited_for_until_it_is_active()
    {
        var made = await Client.CreateInstanceAsync(KeyProtectDraft(), Cancel);
        made.State.Should().Be(ResourceInstanceState.Provisioning);

        var active = await Patient(TimeSpan.FromSeconds(30)).WaitUntilActiveAsync(made.Guid, Cancel);

        active.State.Should().Be(ResourceInstanceState.Active);
    }

    [Fact]
    public async Task What_the_broker_refuses_later_ends_the_wait_with_its_reason()
    {
        var made = await Client.CreateInstanceAsync(KeyProtectDraft() with { Parameters = new Dictionary<string, string> { ["allowed_network"] = "nobody" } }, Cancel);

        var refusal = await RefusalAsync(() => Patient(TimeSpan.FromSeconds(30)).WaitUntilActiveAsync(made.Guid, Cancel));

        refusal.Message.Should().Match("*Failed*allowed_network 'nobody'*make it again*");
        refusal.IsRetryable.Should().BeFalse();
    }

    // A client for which each answer takes the cloud a while; its own clock may run faster still.
    private ResourceControllerClient Patient(TimeSpan step) =>
        Owned(new ResourceControllerClient(Owner, ClientOptions(transport: Owned(new TickingTransport(Emulator.Clock, step)))));
}
