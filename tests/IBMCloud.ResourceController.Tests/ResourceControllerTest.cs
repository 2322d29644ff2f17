namespace IBMCloud.ResourceController.Tests;

/// <summary>The client against the emulator, as the account's owner.</summary>
public abstract class ResourceControllerTest : CloudTest
{
    protected ResourceControllerClient Client { get; private set; } = null!;

    protected string GroupId { get; private set; } = null!;

    protected override async ValueTask StartedAsync()
    {
        Client = Owned(new ResourceControllerClient(Owner, Options));
        GroupId = (await Client.GetDefaultResourceGroupAsync(Emulator.AccountId, Cancel)).Id;
    }

    protected ResourceInstanceDraft KeyProtectDraft(string name = "keys") => new() { Name = name, PlanId = ResourcePlans.KeyProtectTiered, Target = "us-south", ResourceGroupId = GroupId };

    protected ResourceInstanceDraft ObjectStorageDraft(string name = "objects") => new() { Name = name, PlanId = ResourcePlans.ObjectStorageStandard, Target = "global", ResourceGroupId = GroupId };
}
