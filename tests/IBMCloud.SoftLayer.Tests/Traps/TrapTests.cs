using IBMCloud.Core;
using IBMCloud.Emulator;

namespace IBMCloud.SoftLayer.Tests.Traps;

/// <summary>Spec softlayer §8: what broke other clients. The rows that have a test elsewhere are named in docs/softlayer.md.</summary>
public sealed class TrapTests : ClassicCloudTest
{
    [Fact]
    public async Task Trap_connection_resets_are_repeated_for_reads()
    {
        Emulator.Faults.Add(EmulatedService.SoftLayer, "GET /rest/v3.1/SoftLayer_Account/*", Fault.ResetBefore(), times: 3);

        (await Client.Account.GetAsync(Cancel)).Id.Should().Be(1234567);
    }

    [Fact]
    public async Task Trap_a_wait_that_ran_out_goes_on_by_the_id()
    {
        Emulator.Cloud.Options.StageDelay = TimeSpan.FromHours(1);
        await UploadAsync();
        var template = await Client.ImageTemplates.ImportAsync(Import(), Cancel);
        var impatient = () => Client.ImageTemplates.WaitUntilReadyAsync(template.Id, new() { PollInterval = TimeSpan.Zero, Deadline = TimeSpan.FromMilliseconds(1) }, cancellationToken: Cancel);

        (await impatient.Should().ThrowAsync<IbmCloudException>()).Which.Message.Should().Contain("Waiting again goes on");
        Emulator.Clock.Advance(TimeSpan.FromHours(4));

        (await Client.ImageTemplates.WaitUntilReadyAsync(template.Id, Fast, cancellationToken: Cancel)).IsReady.Should().BeTrue();
    }

    [Fact]
    public async Task Trap_explicit_disks_and_empty_fields_are_not_sent()
    {
        var template = await ReadyTemplateAsync();
        using var transport = new RecordingTransport();
        using var client = NewClient(ClientOptions(transport: transport));

        await client.VirtualGuests.CreateAsync(Order(template), Cancel);

        var body = transport.Bodies.Single(text => text.Contains("hostname", StringComparison.Ordinal));
        body.Should().NotContain("blockDevices\"").And.NotContain("null").And.NotContain("\"\"");
    }

    [Theory]
    [InlineData("swift://us-south/images/debian.vhd")]
    [InlineData("cos://us-south/debian.vhd")]
    [InlineData("cos://us-south/images/debian.vhd?x=1")]
    public async Task Trap_a_wrong_uri_is_found_before_anything_is_sent(string uri)
    {
        var import = new PlainImageImport { Name = "x", OsReferenceCode = "DEBIAN_12_64", Uri = new Uri(uri), ApiKey = ApiKey };

        await FluentActions.Awaiting(() => Client.ImageTemplates.ImportAsync(import, Cancel)).Should().ThrowAsync<ArgumentException>().WithMessage("*cos://REGION/BUCKET/KEY*");

        Emulator.Requests.Should().NotContain(request => request.Service == EmulatedService.SoftLayer);
    }

    [Fact]
    public async Task Trap_a_cancel_during_a_transaction_is_refused_and_works_after_it()
    {
        var template = await ReadyTemplateAsync();
        Emulator.Cloud.Options.StageDelay = TimeSpan.FromHours(1);
        var guest = await Client.VirtualGuests.CreateAsync(Order(template), Cancel);

        (await FluentActions.Awaiting(() => Client.VirtualGuests.CancelAsync(guest.Id, Cancel)).Should().ThrowAsync<IbmCloudException>()).Which.Message.Should().Contain("active transaction");
        Emulator.Clock.Advance(TimeSpan.FromHours(3));

        (await Client.VirtualGuests.CancelAsync(guest.Id, Cancel)).Should().BeTrue();
    }

    [Fact]
    public async Task Trap_lists_are_read_page_by_page_in_the_order_of_their_ids()
    {
        for (var i = 0; i < 230; i++)
        {
            using var disk = new Primitives.MemoryImageSource(new byte[512]);
            await Emulator.AddServerAsync("same", "example.com", disk, cancellationToken: Cancel);
        }

        var found = await Client.VirtualGuests.FindAllAsync("same", "example.com", Cancel);

        found.Select(guest => guest.Id).Should().HaveCount(230).And.OnlyHaveUniqueItems().And.BeInAscendingOrder();
        Emulator.Requests.Where(request => request.Path.Contains("getVirtualGuests", StringComparison.Ordinal)).Should().HaveCount(3)
            .And.OnlyContain(request => request.Path.Contains("orderBy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Trap_an_import_call_may_take_minutes()
    {
        await UploadAsync();
        Emulator.Faults.Add(EmulatedService.SoftLayer, $"POST {Templates}/createFromIcos.json", Fault.LateAnswer(TimeSpan.FromMinutes(3.5)));

        var import = Client.ImageTemplates.ImportAsync(Import(), Cancel);
        while (Emulator.Requests.All(request => request.Fault != FaultKind.LateAnswer))
        {
            await Task.Yield();
        }

        Emulator.Clock.Advance(TimeSpan.FromMinutes(3));
        import.IsCompleted.Should().BeFalse();
        Emulator.Clock.Advance(TimeSpan.FromSeconds(31));

        (await import).Name.Should().Be("debian");
        Emulator.Requests.Count(request => request.Path.Contains("getPrivateBlockDeviceTemplateGroups", StringComparison.Ordinal)).Should().Be(1);
    }

    [Fact]
    public async Task Trap_an_order_from_a_template_that_is_not_ready_is_refused()
    {
        Emulator.Cloud.Options.StageDelay = TimeSpan.FromHours(1);
        await UploadAsync();
        var template = await Client.ImageTemplates.ImportAsync(Import(), Cancel);

        (await FluentActions.Awaiting(() => Client.VirtualGuests.CreateAsync(Order(template), Cancel)).Should().ThrowAsync<IbmCloudException>())
            .Which.Message.Should().Contain("active transaction");
    }
}
