using IBMCloud.Core;
using IBMCloud.Emulator;

namespace IBMCloud.SoftLayer.Tests.Errors;

/// <summary>Every create and order whose answer gets lost: what it made is found, and nothing is sent twice.</summary>
public sealed class LostAnswerTests : ClassicCloudTest
{
    public static TheoryData<string> Ways => ["reset", "empty", "late"];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task An_import_is_found_by_name_and_note(string way)
    {
        await UploadAsync();
        var other = await Client.ImageTemplates.ImportAsync(Import(note: "another run"), Cancel);
        Lose(way, $"POST {Templates}/createFromIcos.json");

        var template = await WithPatienceAsync(way, () => Client.ImageTemplates.ImportAsync(Import(), Cancel));

        template.Id.Should().NotBe(other.Id);
        template.Note.Should().Be("run 1");
        Posts("createFromIcos").Should().Be(2);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_server_is_found_by_host_name_domain_and_template(string way)
    {
        var template = await ReadyTemplateAsync();
        Lose(way, $"POST {Guests}/createObject.json");

        var guest = await WithPatienceAsync(way, () => Client.VirtualGuests.CreateAsync(Order(template), Cancel));

        guest.Hostname.Should().Be("web");
        Posts("createObject").Should().Be(1);
        (await Client.VirtualGuests.FindAsync("web", "example.com", Cancel))!.Id.Should().Be(guest.Id);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_placed_order_is_found_by_host_name_domain_and_template(string way)
    {
        var template = await ReadyTemplateAsync();
        Lose(way, "POST /rest/v3.1/SoftLayer_Product_Order/placeOrder.json");

        var guest = await WithPatienceAsync(way, () => Client.VirtualGuests.OrderAsync(Order(template), _ => ValueTask.FromResult(true), Cancel));

        guest!.Hostname.Should().Be("web");
        Posts("placeOrder").Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_capture_is_found_by_name_and_note(string way)
    {
        using var disk = new Primitives.MemoryImageSource(Disk);
        var server = await Emulator.AddServerAsync("source", "example.com", disk, cancellationToken: Cancel);
        Lose(way, $"POST {Guests}/{server}/createArchiveTemplate.json");

        var template = await WithPatienceAsync(way, () => Client.ImageTemplates.CaptureAsync(server, "captured", "run 1", Cancel));

        template.Name.Should().Be("captured");
        Posts("createArchiveTemplate").Should().Be(1);
    }

    [Fact]
    public async Task An_SSH_key_is_found_by_itself()
    {
        Lose("reset", "POST /rest/v3.1/SoftLayer_Security_Ssh_Key/createObject.json");

        var key = await Client.SshKeys.EnsureAsync("mine", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI me", Cancel);

        key.Label.Should().Be("mine");
        (await Client.SshKeys.ListAsync(Cancel)).Should().ContainSingle();
    }

    [Fact]
    public async Task What_is_not_found_is_never_sent_again_and_the_caller_is_asked()
    {
        var template = await ReadyTemplateAsync();
        Emulator.Faults.Add(EmulatedService.SoftLayer, $"POST {Guests}/createObject.json", Fault.ResetBefore());

        var order = () => Client.VirtualGuests.CreateAsync(Order(template), Cancel);

        (await order.Should().ThrowAsync<IbmCloudException>()).Which.Message.Should().Contain("may still appear").And.Contain("cost money");
        Posts("createObject").Should().Be(1);
    }

    [Fact]
    public async Task An_error_inside_a_200_may_have_had_its_effect_and_is_never_sent_again()
    {
        await UploadAsync();
        Emulator.Faults.Add(EmulatedService.SoftLayer, $"POST {Templates}/createFromIcos.json", Fault.ErrorInOk());

        var import = () => Client.ImageTemplates.ImportAsync(Import(), Cancel);

        (await import.Should().ThrowAsync<IbmCloudException>()).Which.Message.Should().Contain("is not there after 5 searches");
        Posts("createFromIcos").Should().Be(1);
    }

    [Fact]
    public async Task A_second_order_of_the_same_name_stops_and_asks()
    {
        var template = await ReadyTemplateAsync();
        var first = await Client.VirtualGuests.CreateAsync(Order(template), Cancel);

        var again = () => Client.VirtualGuests.CreateAsync(Order(template), Cancel);

        (await again.Should().ThrowAsync<IbmCloudException>()).Which.Message.Should().Contain($"{first.Id}").And.Contain("AllowSameName");
        var second = await Client.VirtualGuests.CreateAsync(Order(template) with { AllowSameName = true }, Cancel);
        second.Id.Should().NotBe(first.Id);
    }

    [Fact]
    public async Task A_second_import_of_the_same_name_and_note_stops()
    {
        await UploadAsync();
        var first = await Client.ImageTemplates.ImportAsync(Import(), Cancel);

        var again = () => Client.ImageTemplates.ImportAsync(Import(), Cancel);

        (await again.Should().ThrowAsync<IbmCloudException>()).Which.Message.Should().Contain($"{first.Id}");
        Posts("createFromIcos").Should().Be(1);
    }

    [Fact]
    public async Task A_refusal_is_no_lost_answer()
    {
        await UploadAsync();

        var import = () => Client.ImageTemplates.ImportAsync(Import(@object: "not-there.vhd"), Cancel);

        (await import.Should().ThrowAsync<IbmCloudException>()).Which.Message.Should().Contain("not-there.vhd");
        Posts("createFromIcos").Should().Be(1);
    }

    private void Lose(string way, string route) => Emulator.Faults.Add(EmulatedService.SoftLayer, route, way switch
    {
        "reset" => Fault.ResetAfter(),
        "empty" => Fault.EmptyOk(),
        _ => Fault.LateAnswer(TimeSpan.FromMinutes(30)),
    });

    // A client gives up after minutes of the emulator's clock, which is moved on for it once the request has had its effect.
    private async Task<T> WithPatienceAsync<T>(string way, Func<Task<T>> call)
    {
        var running = call();
        while (way == "late" && !running.IsCompleted && Emulator.Requests.All(request => request.Fault != FaultKind.LateAnswer))
        {
            await Task.Yield();
        }

        if (way == "late")
        {
            Emulator.Clock.Advance(TimeSpan.FromMinutes(5));
        }

        return await running;
    }

    private int Posts(string method) => Emulator.Requests.Count(request => request.Method == "POST" && request.Path.Contains($"/{method}.json", StringComparison.Ordinal));
}
