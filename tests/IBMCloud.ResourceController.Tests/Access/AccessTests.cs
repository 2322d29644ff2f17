using System.Net;
using IBMCloud.Iam;

namespace IBMCloud.ResourceController.Tests.Access;

/// <summary>Which role is enough, and which is not (the table of docs/iam.md).</summary>
public sealed class AccessTests : ResourceControllerTest
{
    [Fact]
    public async Task A_Viewer_of_a_service_sees_its_instances_and_cannot_make_change_or_delete_one()
    {
        var keys = await Client.CreateInstanceAsync(KeyProtectDraft(), Cancel);
        await Client.CreateInstanceAsync(ObjectStorageDraft(), Cancel);
        var viewer = await ClientOfAsync(IamRole.Viewer, groupToo: true);

        (await ToListAsync(viewer.ListInstancesAsync(cancellationToken: Cancel))).Should().ContainSingle().Which.Guid.Should().Be(keys.Guid);
        await IsForbiddenAsync(() => viewer.CreateInstanceAsync(KeyProtectDraft("mine"), Cancel));
        await IsForbiddenAsync(() => viewer.UpdateInstanceAsync(keys.Guid, "mine", cancellationToken: Cancel));
        await IsForbiddenAsync(() => viewer.LockInstanceAsync(keys.Guid, Cancel));
        await IsForbiddenAsync(() => viewer.DeleteInstanceAsync(keys.Guid, Cancel));
        await IsForbiddenAsync(() => viewer.CreateResourceKeyAsync(new() { Name = "mine", Source = keys.Guid }, Cancel));
    }

    [Fact]
    public async Task An_Editor_makes_an_instance_only_where_it_sees_the_resource_group()
    {
        var blind = await ClientOfAsync(IamRole.Editor, groupToo: false);
        var seeing = await ClientOfAsync(IamRole.Editor, groupToo: true);

        await IsForbiddenAsync(() => blind.CreateInstanceAsync(KeyProtectDraft("mine"), Cancel));
        (await RefusalAsync(() => blind.GetDefaultResourceGroupAsync(Emulator.AccountId, Cancel))).Message.Should().Contain("Viewer on the resource group");
        var made = await seeing.CreateInstanceAsync(KeyProtectDraft("mine"), Cancel);
        await seeing.DeleteInstanceAsync(made.Guid, Cancel);
    }

    [Fact]
    public async Task What_one_may_not_see_does_not_exist()
    {
        var objects = await Client.CreateInstanceAsync(ObjectStorageDraft(), Cancel);
        var editorOfKeys = await ClientOfAsync(IamRole.Editor, groupToo: true);

        var refusal = await RefusalAsync(() => editorOfKeys.GetInstanceAsync(objects.Guid, Cancel));

        refusal.Status.Should().Be(HttpStatusCode.NotFound);
    }

    private async Task IsForbiddenAsync(Func<Task> call) => (await RefusalAsync(call)).Status.Should().Be(HttpStatusCode.Forbidden);

    // A service ID with a role on Key Protect alone, and where wanted on the resource group.
    private async Task<ResourceControllerClient> ClientOfAsync(IamRole role, bool groupToo)
    {
        using var iam = new IamClient(Owner, Options);
        var one = await iam.CreateServiceIdAsync(Emulator.AccountId, $"{role.Name} {groupToo}", cancellationToken: Cancel);
        await iam.EnsureAccessPolicyAsync(new() { AccountId = Emulator.AccountId, IamId = one.IamId, Roles = [role], Target = new PolicyTarget { ServiceName = "kms" } }, Cancel);
        if (groupToo)
        {
            await iam.EnsureAccessPolicyAsync(
                new() { AccountId = Emulator.AccountId, IamId = one.IamId, Roles = [IamRole.Viewer], Target = PolicyTarget.OfResourceGroup(GroupId) }, Cancel);
        }

        using var key = await iam.CreateApiKeyAsync(new() { Name = "key", AccountId = Emulator.AccountId, IamId = one.IamId }, Cancel);
        Watch.Keep(key.Value.Reveal());
        var credential = Owned(new ApiKeyCredential(key.Value, Options));
        return Owned(new ResourceControllerClient(credential, Options));
    }
}
