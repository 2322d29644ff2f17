using IBMCloud.Emulator;

namespace IBMCloud.ResourceController.Tests.Instances;

public sealed class ListInstancesTests : ResourceControllerTest
{
    [Fact]
    public async Task A_list_of_several_pages_is_read_to_its_end()
    {
        for (var i = 0; i < 103; i++)
        {
            await Client.CreateInstanceAsync(KeyProtectDraft($"keys-{i}"), Cancel);
        }

        var all = await ToListAsync(Client.ListInstancesAsync(cancellationToken: Cancel));

        all.Select(one => one.Name).Should().OnlyHaveUniqueItems().And.HaveCount(103);
        Emulator.Requests.Should().Contain(request => request.Service == EmulatedService.ResourceController && request.Path.Contains("start=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Name_and_plan_narrow_the_list()
    {
        await Client.CreateInstanceAsync(KeyProtectDraft("one"), Cancel);
        await Client.CreateInstanceAsync(ObjectStorageDraft("one"), Cancel);
        await Client.CreateInstanceAsync(ObjectStorageDraft("two"), Cancel);

        var found = await ToListAsync(Client.ListInstancesAsync("one", ResourcePlans.ObjectStorageStandard, cancellationToken: Cancel));

        found.Should().ContainSingle().Which.PlanId.Should().Be(ResourcePlans.ObjectStorageStandard);
    }

    [Fact]
    public async Task A_deleted_instance_waits_for_its_reclamation_and_is_not_listed()
    {
        var made = await Client.CreateInstanceAsync(KeyProtectDraft(), Cancel);

        await Client.DeleteInstanceAsync(made.Guid, Cancel);
        await Client.DeleteInstanceAsync(made.Guid, Cancel);

        (await Client.GetInstanceAsync(made.Guid, Cancel)).State.Should().Be(ResourceInstanceState.PendingReclamation);
        (await ToListAsync(Client.ListInstancesAsync(cancellationToken: Cancel))).Should().BeEmpty();
    }
}
