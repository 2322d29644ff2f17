using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.Tests.SoftLayer;

/// <summary>What follows an accepted import (spec softlayer §9, "After acceptance").</summary>
public sealed class AfterImportTests : ImportTest
{
    private static readonly TimeSpan Stage = TimeSpan.FromHours(1);

    protected override void Configure(EmulatorOptions options) => (options.StageDelay, options.TokenLifetime) = (Stage, TimeSpan.FromDays(365));

    [Fact]
    public async Task The_template_is_active_while_its_copy_still_has_a_transaction()
    {
        var id = await ImportedAsync();

        var first = await TemplateAsync(id);
        Emulator.Clock.Advance(Stage);
        var second = await TemplateAsync(id);
        Emulator.Clock.Advance(Stage * 2);
        var third = await TemplateAsync(id);

        first["transactionId"].Should().NotBeNull();
        first["children"]!.AsArray().Should().BeEmpty();
        second["transactionId"].Should().BeNull();
        ((string?)second["status"]!["name"]).Should().Be("Active");
        second["children"]![0]!["transactionId"].Should().NotBeNull();
        ((string?)second["children"]![0]!["transaction"]!["transactionStatus"]!["friendlyName"]).Should().Be("Transfer Cloud Disk Template");
        third["children"]![0]!.AsObject().ContainsKey("transactionId").Should().BeTrue();
        third["children"]![0]!["transactionId"].Should().BeNull();
        ((string?)third["children"]![0]!["datacenter"]!["name"]).Should().Be("dal13");
    }

    [Fact]
    public async Task An_order_is_refused_while_the_copy_has_a_transaction()
    {
        var id = await ImportedAsync();

        var answer = await OrderAsync(id);

        answer.Status.Should().Be(500);
        answer.Error.Should().Contain("active transaction");
    }

    [Fact]
    public async Task The_template_outlives_the_object()
    {
        var id = await ReadyAsync();
        Cloud.State.ObjectStorage.Buckets[Bucket].Objects.Clear();

        (await OrderAsync(id)).Status.Should().Be(201);
    }

    [Fact]
    public async Task The_unwrap_by_the_platform_is_in_the_audit_trail()
    {
        await ImportedAsync();

        Cloud.State.Audit.Snapshot().Should().Contain(one => one.Action == "kms.secrets.unwrap" && one.Initiator == "server-protect" && one.Target == KeyCrn() && one.Outcome == "success");
    }

    [Fact]
    public async Task The_server_boots_with_the_key_of_its_template()
    {
        var id = await ReadyAsync();

        var guest = (long)(await OrderAsync(id))["id"]!;
        var before = await GuestAsync(guest);
        Emulator.Clock.Advance(Stage * 3);
        var after = await GuestAsync(guest);

        before.AsObject().Should().ContainKey("activeTransaction");
        before["provisionDate"].Should().BeNull();
        after.AsObject().Should().NotContainKey("activeTransaction");
        after["provisionDate"].Should().NotBeNull();
        ((string?)after["powerState"]!["keyName"]).Should().Be("RUNNING");
    }

    [Fact]
    public async Task Portable_storage_cannot_be_attached_to_a_server_from_an_encrypted_template()
    {
        var id = await ReadyAsync();
        var guest = (long)(await OrderAsync(id))["id"]!;

        var answer = await PostAsync($"{Guests}/{guest}/attachDiskImage.json", 4711);

        answer.Status.Should().Be(500);
        answer.Error.Should().Contain("portable storage cannot be attached");
    }

    [Theory]
    [InlineData("authorization")]
    [InlineData("key disabled")]
    public async Task Without_the_key_the_server_never_starts(string missing)
    {
        var id = await ReadyAsync();
        var guest = (long)(await OrderAsync(id))["id"]!;
        if (missing == "authorization")
        {
            Revoke("server-protect", "kms");
        }
        else
        {
            await KeyProtectAsync(HttpMethod.Post, KeyProtect, Region, $"keys/{RootKey}/actions/disable");
        }

        Emulator.Clock.Advance(Stage * 100);

        var stuck = await GuestAsync(guest);
        stuck["provisionDate"].Should().BeNull();
        ((string?)stuck["activeTransaction"]!["transactionStatus"]!["friendlyName"]).Should().Contain(missing == "authorization" ? "No authorization" : "state");
    }

    [Fact]
    public async Task Events_tell_who_and_the_system_has_no_user_name()
    {
        var id = await ReadyAsync();
        var guest = (long)(await OrderAsync(id))["id"]!;
        Emulator.Clock.Advance(Stage * 3);

        var filter = "{\"objectName\":{\"operation\":\"CCI\"},\"objectId\":{\"operation\":" + guest + "}}";
        var entries = (await GetAsync($"SoftLayer_Event_Log/getAllObjects.json?objectFilter={Escape(filter)}")).Rows;

        entries.Select(entry => (string?)entry!["eventName"]).Should().Equal("Provision", "Power On", "Provision Complete");
        ((string?)entries[0]!["username"]).Should().Be(Emulator.SoftLayerUser);
        ((string?)entries[1]!["userType"]).Should().Be("SYSTEM");
        entries[1]!.AsObject().Should().NotContainKey("username");
        ((string?)entries[1]!["eventCreateDate"]).Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}-06:00$");
    }

    [Fact]
    public async Task Deleting_gives_a_transaction_and_later_a_404()
    {
        var id = await ReadyAsync();

        var deleted = await GetAsync($"{Templates}/{id}/deleteObject.json");
        var during = await GetAsync($"{Templates}/{id}.json");
        Emulator.Clock.Advance(Stage);
        var after = await GetAsync($"{Templates}/{id}.json");

        deleted["elapsedSeconds"].Should().NotBeNull();
        during.Status.Should().Be(200);
        after.Status.Should().Be(404);
        after.Error.Should().Be($"Unable to find object with id of '{id}'.");
    }

    [Theory]
    [InlineData(ImportFailureShape.AtOnce)]
    [InlineData(ImportFailureShape.TemplateDisappears)]
    [InlineData(ImportFailureShape.TransactionNeverEnds)]
    public async Task A_failed_import_shows_in_the_shape_that_was_chosen(ImportFailureShape shape)
    {
        Cloud.Options.Switches.ImportFailure = shape;
        await SetUpAsync();
        await PutAsync("debian.vhd-0.vhd", await EncryptedVhdAsync([.. Dek.Reverse()]));

        var answer = await ImportAsync(Configuration());

        answer.Status.Should().Be(shape == ImportFailureShape.AtOnce ? 500 : 200, answer.Error);
        if (shape == ImportFailureShape.AtOnce)
        {
            return;
        }

        Emulator.Clock.Advance(Stage * 3);
        await GetAsync($"{Templates}/{answer["id"]}.json");
        Emulator.Clock.Advance(Stage * 100);
        var later = await GetAsync($"{Templates}/{answer["id"]}.json?objectMask={Escape("mask[id,children[transactionId]]")}");
        later.Status.Should().Be(shape == ImportFailureShape.TemplateDisappears ? 404 : 200);
        if (shape == ImportFailureShape.TransactionNeverEnds)
        {
            later["children"]![0]!["transactionId"].Should().NotBeNull();
        }
    }

    private async Task<long> ImportedAsync()
    {
        await SetUpAsync();
        await PutAsync("debian.vhd-0.vhd", await EncryptedVhdAsync());
        var answer = await ImportAsync(Configuration());
        answer.Status.Should().Be(200, answer.Error);
        return (long)answer["id"]!;
    }

    private async Task<long> ReadyAsync()
    {
        var id = await ImportedAsync();
        Emulator.Clock.Advance(Stage * 3);
        return id;
    }

    private async Task<JsonNode> TemplateAsync(long id) => (await GetAsync(
        $"{Templates}/{id}.json?objectMask={Escape("mask[id,status[name],transactionId,transaction[id],children[id,transactionId,datacenter[name],transaction[transactionStatus[friendlyName]]]]")}")).Body!;

    private async Task<JsonNode> GuestAsync(long id) => (await GetAsync(
        $"{Guests}/{id}.json?objectMask={Escape("mask[id,provisionDate,powerState[keyName],activeTransaction[id,transactionStatus[friendlyName]]]")}")).Body!;

    private async Task<Answer> OrderAsync(long template) => await PostAsync($"{Guests}.json", new JsonObject
    {
        ["hostname"] = "web",
        ["domain"] = "example.com",
        ["startCpus"] = 1,
        ["maxMemory"] = 1024,
        ["hourlyBillingFlag"] = true,
        ["localDiskFlag"] = false,
        ["datacenter"] = new JsonObject { ["name"] = "dal13" },
        ["blockDeviceTemplateGroup"] = new JsonObject { ["globalIdentifier"] = (string?)(await GetAsync($"{Templates}/{template}.json"))["globalIdentifier"] },
    });
}
