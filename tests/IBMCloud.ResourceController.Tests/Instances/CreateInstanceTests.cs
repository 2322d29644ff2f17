using System.Net;
using IBMCloud.Core;
using IBMCloud.Emulator;

namespace IBMCloud.ResourceController.Tests.Instances;

public sealed class CreateInstanceTests : ResourceControllerTest
{
    private const string Route = "POST /v2/resource_instances";

    [Fact]
    public async Task A_new_Key_Protect_instance_becomes_active_with_CRN_region_and_group()
    {
        var made = await Client.CreateInstanceAsync(KeyProtectDraft() with { Tags = ["e2e"], Parameters = new Dictionary<string, string> { ["allowed_network"] = "private-only" } }, Cancel);
        var active = await Client.WaitUntilActiveAsync(made.Guid, Cancel);

        active.State.Should().Be(ResourceInstanceState.Active);
        active.Crn.Should().Be(Crn.ForInstance("kms", "us-south", Emulator.AccountId, made.Guid));
        active.ResourceGroupId.Should().Be(GroupId);
        active.Parameters.Should().Contain("allowed_network", "private-only");
        active.PlanId.Should().Be(ResourcePlans.KeyProtectTiered);
    }

    [Fact]
    public async Task An_instance_is_found_by_its_CRN_too()
    {
        var made = await Client.CreateInstanceAsync(ObjectStorageDraft(), Cancel);

        var found = await Client.GetInstanceAsync(made.Crn.ToString(), Cancel);

        found.Guid.Should().Be(made.Guid);
        found.Region.Should().Be("global");
    }

    [Theory]
    [InlineData(ResourcePlans.ObjectStorageStandard, "us-south", "*global*")]
    [InlineData(ResourcePlans.KeyProtectTiered, "global", "*us-south*")]
    [InlineData("no-such-plan", "us-south", "*plan*")]
    public async Task A_plan_that_does_not_fit_the_target_is_refused(string plan, string target, string message)
    {
        var refusal = await RefusalAsync(() => Client.CreateInstanceAsync(KeyProtectDraft() with { PlanId = plan, Target = target }, Cancel));

        refusal.Status.Should().Be(HttpStatusCode.BadRequest);
        refusal.IsRetryable.Should().BeFalse();
        refusal.Message.Should().Match(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with/slash")]
    public async Task A_name_that_the_service_does_not_take_is_refused_before_anything_is_sent(string name)
    {
        var before = Emulator.Requests.Count;

        var call = () => Client.CreateInstanceAsync(KeyProtectDraft(name), Cancel);

        await call.Should().ThrowAsync<ArgumentException>();
        Emulator.Requests.Count.Should().Be(before);
    }

    [Fact]
    public async Task Where_the_answer_was_lost_the_instance_is_found_and_not_made_twice()
    {
        Emulator.Faults.Add(EmulatedService.ResourceController, Route, Fault.ResetAfter());

        var made = await Client.CreateInstanceAsync(KeyProtectDraft(), Cancel);

        var all = await ToListAsync(Client.ListInstancesAsync("keys", cancellationToken: Cancel));
        all.Should().ContainSingle().Which.Guid.Should().Be(made.Guid);
    }

    [Fact]
    public async Task Where_the_request_was_lost_before_its_effect_the_caller_is_told_to_look_first()
    {
        Emulator.Faults.Add(EmulatedService.ResourceController, Route, Fault.ResetBefore());

        var call = () => Client.CreateInstanceAsync(KeyProtectDraft(), Cancel);

        (await call.Should().ThrowAsync<IbmCloudTransportException>()).Which.MayHaveHadEffect.Should().BeTrue();
        (await ToListAsync(Client.ListInstancesAsync("keys", cancellationToken: Cancel))).Should().BeEmpty();
    }

    [Fact]
    public async Task An_older_instance_of_the_same_name_is_not_taken_for_the_new_one()
    {
        var old = await Client.CreateInstanceAsync(KeyProtectDraft(), Cancel);
        Emulator.Faults.Add(EmulatedService.ResourceController, Route, Fault.ResetAfter());

        var made = await Client.CreateInstanceAsync(KeyProtectDraft(), Cancel);

        made.Guid.Should().NotBe(old.Guid);
    }
}
