using IBMCloud.Core;

namespace IBMCloud.SoftLayer.Tests.Guests;

public sealed class GuestTests : ClassicCloudTest
{
    [Fact]
    public async Task A_server_is_ordered_at_an_approved_price_and_waited_for()
    {
        var template = await ReadyTemplateAsync();
        VerifiedOrder? shown = null;

        var guest = await Client.VirtualGuests.OrderAsync(Order(template), price => ValueTask.FromResult((shown = price).RecurringFee < 1m), Cancel);
        var running = await Client.VirtualGuests.WaitUntilProvisionedAsync(guest!.Id, Fast, cancellationToken: Cancel);

        shown!.Prices.Should().Contain(price => price.Item!.Description == "1 GB");
        shown.RecurringFee.Should().BePositive();
        running.PowerState!.KeyName.Should().Be("RUNNING");
        running.BlockDeviceTemplateGroup!.GlobalIdentifier.Should().Be(template.GlobalIdentifier);
        running.PrimaryBackendIpAddress.Should().NotBeNull();
    }

    [Fact]
    public async Task A_price_that_is_not_approved_orders_nothing()
    {
        var template = await ReadyTemplateAsync();

        var guest = await Client.VirtualGuests.OrderAsync(Order(template), _ => ValueTask.FromResult(false), Cancel);

        guest.Should().BeNull();
        (await Client.VirtualGuests.FindAsync("web", "example.com", Cancel)).Should().BeNull();
    }

    [Fact]
    public async Task What_the_order_template_drops_reaches_the_server_all_the_same()
    {
        var template = await ReadyTemplateAsync();
        var key = await Client.SshKeys.EnsureAsync("mine", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me", Cancel);
        var order = Order(template) with { UserData = "#cloud-config", NetworkSpeed = 100, SshKeyIds = [key.Id] };

        var guest = await Client.VirtualGuests.OrderAsync(order, _ => ValueTask.FromResult(true), Cancel);

        var made = await Client.Rest.CallAsync(
            new SoftLayerCall("SoftLayer_Virtual_Guest", "getObject", guest!.Id) { Mask = ObjectMask.Parse("mask[userData,sshKeys,networkComponents]") }, null, Cancel);
        made.GetProperty("userData")[0].GetProperty("value").GetString().Should().Be("#cloud-config");
        made.GetProperty("networkComponents")[0].GetProperty("maxSpeed").GetInt32().Should().Be(100);
        made.GetProperty("sshKeys")[0].GetProperty("id").GetInt64().Should().Be(key.Id);
    }

    [Fact]
    public async Task A_flavor_stands_for_the_size()
    {
        var template = await ReadyTemplateAsync();

        var guest = await Client.VirtualGuests.OrderAsync(Order(template) with { Flavor = "B1_2X4X25" }, _ => ValueTask.FromResult(true), Cancel);

        var made = await Client.Rest.CallAsync(new SoftLayerCall("SoftLayer_Virtual_Guest", "getObject", guest!.Id), null, Cancel);
        made.GetProperty("startCpus").GetInt32().Should().Be(2);
        made.GetProperty("maxMemory").GetInt32().Should().Be(4096);
    }

    [Fact]
    public async Task What_is_not_offered_is_found_before_an_order()
    {
        var options = await Client.VirtualGuests.GetOptionsAsync(Cancel);
        var order = new VirtualGuestOrder { Hostname = "web", Domain = "example.com", Datacenter = "mars01", TemplateGlobalIdentifier = Guid.NewGuid().ToString(), Cpus = 3, NetworkSpeed = 11 };

        options.Check(order).Should().HaveCount(3).And.Contain(problem => problem.Contains("'mars01'") && problem.Contains("dal13"));
        options.Check(order with { Datacenter = "dal13", Cpus = 2, NetworkSpeed = 100 }).Should().BeEmpty();
    }

    [Fact]
    public async Task An_order_is_checked_against_the_template_too()
    {
        var template = await ReadyTemplateAsync();

        (await Client.VirtualGuests.CheckAsync(Order(template), Cancel)).Should().BeEmpty();
        (await Client.VirtualGuests.CheckAsync(Order(template) with { Datacenter = "wdc07" }, Cancel)).Should().ContainSingle().Which.Should().Contain("no copy in wdc07").And.Contain("AddLocationsAsync");
        (await Client.VirtualGuests.CheckAsync(Order(template) with { TemplateGlobalIdentifier = Guid.NewGuid().ToString() }, Cancel)).Should().ContainSingle().Which.Should().Contain("no image template");
        Emulator.Cloud.Options.StageDelay = TimeSpan.FromHours(1);
        var fresh = await Client.ImageTemplates.ImportAsync(Import(note: "another"), Cancel);
        (await Client.VirtualGuests.CheckAsync(Order(fresh), Cancel)).Should().ContainSingle().Which.Should().Contain("not ready");
    }

    [Fact]
    public async Task Power_is_switched_and_the_log_tells_by_whom()
    {
        var template = await ReadyTemplateAsync();
        var guest = await Client.VirtualGuests.CreateAsync(Order(template), Cancel);
        await Client.VirtualGuests.WaitUntilProvisionedAsync(guest.Id, Fast, cancellationToken: Cancel);

        await Client.VirtualGuests.PowerOffAsync(guest.Id, cancellationToken: Cancel);
        var off = await Client.VirtualGuests.WaitUntilProvisionedAsync(guest.Id, Fast, cancellationToken: Cancel);
        await Client.VirtualGuests.PowerOnAsync(guest.Id, Cancel);
        await Client.VirtualGuests.WaitUntilProvisionedAsync(guest.Id, Fast, cancellationToken: Cancel);
        await Client.VirtualGuests.RebootAsync(guest.Id, Cancel);

        off.PowerState!.KeyName.Should().Be("HALTED");
        var events = await Client.EventLog.ListAsync(
            new() { From = DateTimeOffset.UtcNow.AddHours(-1), To = DateTimeOffset.UtcNow.AddHours(1), ObjectIds = [guest.Id], ObjectName = "CCI" }, Cancel);
        events.Select(one => one.EventName).Should().Contain(["Provision", "Provision Complete", "Soft Power Off", "Power On", "Reboot"]);
        events.Where(one => one.UserType == "SYSTEM").Should().OnlyContain(one => one.Username == null);
        events.Where(one => one.UserType == "CUSTOMER").Should().OnlyContain(one => one.Username!.EndsWith("owner@example.com", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_server_is_gone()
    {
        var template = await ReadyTemplateAsync();
        var guest = await Client.VirtualGuests.CreateAsync(Order(template), Cancel);
        await Client.VirtualGuests.WaitUntilProvisionedAsync(guest.Id, Fast, cancellationToken: Cancel);

        (await Client.VirtualGuests.CancelAsync(guest.Id, Cancel)).Should().BeTrue();

        (await Client.VirtualGuests.GetAsync(guest.Id, Cancel)).Should().BeNull();
        (await Client.VirtualGuests.CancelAsync(guest.Id, Cancel)).Should().BeFalse();
    }

    [Fact]
    public async Task A_template_that_does_not_exist_is_named()
    {
        var order = new VirtualGuestOrder { Hostname = "web", Domain = "example.com", Datacenter = "dal13", TemplateGlobalIdentifier = Guid.NewGuid().ToString() };

        (await FluentActions.Awaiting(() => Client.VirtualGuests.CreateAsync(order, Cancel)).Should().ThrowAsync<IbmCloudException>())
            .Which.Message.Should().Contain(order.TemplateGlobalIdentifier);
    }
}
