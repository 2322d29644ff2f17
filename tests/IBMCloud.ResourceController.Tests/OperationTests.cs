using IBMCloud.Emulator;
using IBMCloud.Iam;

namespace IBMCloud.ResourceController.Tests;

/// <summary>Every operation against every fault and every refusal. docs/operations.md names these tests.</summary>
public sealed class OperationTests : ResourceControllerTest
{
    private const string Group = "GET /v2/resource_groups";

    public static TheoryData<string> Operations => [.. Table.Keys];

    // Route, faults that end in an exception, refusals that mean "nothing to do", and whether the answer has a body.
    private static readonly Dictionary<string, (EmulatedService Service, string Route, string[] MayFail, int[] Fine, bool HasBody)> Table = new()
    {
        ["list resource groups"] = (EmulatedService.ResourceManager, Group, [], [], true),
        ["get an account"] = (EmulatedService.Accounts, "GET /v4/accounts/*", [], [], true),
        ["list instances"] = (EmulatedService.ResourceController, "GET /v2/resource_instances", [], [], true),
        ["get an instance"] = (EmulatedService.ResourceController, "GET /v2/resource_instances/*", [], [], true),
        ["create an instance"] = (EmulatedService.ResourceController, "POST /v2/resource_instances", ["500", "reset before"], [], true),
        ["ensure an instance"] = (EmulatedService.ResourceController, "POST /v2/resource_instances", ["500", "reset before"], [], true),
        ["update an instance"] = (EmulatedService.ResourceController, "PATCH /v2/resource_instances/*", [], [], true),
        ["lock an instance"] = (EmulatedService.ResourceController, "POST /v2/resource_instances/*/lock", [], [], true),
        ["unlock an instance"] = (EmulatedService.ResourceController, "DELETE /v2/resource_instances/*/lock", [], [], true),
        ["delete an instance"] = (EmulatedService.ResourceController, "DELETE /v2/resource_instances/*", [], [404, 410], false),
        ["list resource keys"] = (EmulatedService.ResourceController, "GET /v2/resource_instances/*/resource_keys", [], [], true),
        ["get a resource key"] = (EmulatedService.ResourceController, "GET /v2/resource_keys/*", [], [], true),
        ["create a resource key"] = (EmulatedService.ResourceController, "POST /v2/resource_keys", ["500", "reset before"], [], true),
        ["delete a resource key"] = (EmulatedService.ResourceController, "DELETE /v2/resource_keys/*", [], [404, 410], false),
        ["list reclamations"] = (EmulatedService.ResourceController, "GET /v1/reclamations", [], [], true),
        ["restore an instance"] = (EmulatedService.ResourceController, "POST /v1/reclamations/*/actions/restore", [], [], true),
        ["reclaim an instance"] = (EmulatedService.ResourceController, "POST /v1/reclamations/*/actions/reclaim", [], [], true),
    };

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_comes_through_each_fault_or_says_what_to_do(string operation)
    {
        var row = Table[operation];

        var (wrong, thrown) = await OperationFaults.TryAllAsync(Emulator, row.Service, row.Route, () => CallAsync(operation), row.MayFail, row.HasBody);

        thrown.ForEach(Watch.Add);
        wrong.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_refusal_keeps_status_text_and_correlation_id(string operation)
    {
        var row = Table[operation];

        (await OperationFaults.RefuseAllAsync(Emulator, row.Service, row.Route, () => CallAsync(operation), row.Fine)).Should().BeEmpty();
    }

    private async Task CallAsync(string operation)
    {
        var name = $"n-{Guid.NewGuid()}";
        switch (operation)
        {
            case "list resource groups":
                (await Client.ListResourceGroupsAsync(Emulator.AccountId, cancellationToken: Cancel)).Should().ContainSingle();
                break;
            case "get an account":
                (await Client.GetAccountAsync(Emulator.AccountId, Cancel)).Verdict.Should().Be(AccountVerdict.Ready);
                break;
            case "list instances":
                await ToListAsync(Client.ListInstancesAsync(cancellationToken: Cancel));
                break;
            case "get an instance":
                await Client.GetInstanceAsync((await MadeAsync(name)).Guid, Cancel);
                break;
            case "create an instance" or "ensure an instance":
                await (operation == "create an instance" ? MadeAsync(name) : (Task)Client.EnsureInstanceAsync(KeyProtectDraft(name), Cancel));
                (await ToListAsync(Client.ListInstancesAsync(name, cancellationToken: Cancel))).Should().ContainSingle();
                break;
            case "update an instance":
                (await Client.UpdateInstanceAsync((await MadeAsync(name)).Guid, name + "2", cancellationToken: Cancel)).Name.Should().Be(name + "2");
                break;
            case "lock an instance":
                var locked = (await MadeAsync(name)).Guid;
                await Client.LockInstanceAsync(locked, Cancel);
                (await RefusalAsync(() => Client.DeleteInstanceAsync(locked, Cancel))).Message.Should().Contain("UnlockInstanceAsync");
                break;
            case "unlock an instance":
                var free = (await MadeAsync(name)).Guid;
                await Client.LockInstanceAsync(free, Cancel);
                await Client.UnlockInstanceAsync(free, Cancel);
                await Client.DeleteInstanceAsync(free, Cancel);
                break;
            case "delete an instance":
                await Client.DeleteInstanceAsync((await MadeAsync(name)).Guid, Cancel);
                break;
            case "restore an instance":
                var restored = await DeletedAsync(name);
                await Client.RestoreInstanceAsync(restored, Cancel);
                (await Client.GetInstanceAsync(restored.InstanceGuid, Cancel)).State.Should().Be(ResourceInstanceState.Active);
                break;
            case "reclaim an instance":
                await Client.ReclaimInstanceAsync(await DeletedAsync(name), Cancel);
                break;
            case "list reclamations":
                await Client.ListReclamationsAsync(Emulator.AccountId, cancellationToken: Cancel);
                break;
            default:
                await CallKeyOperationAsync(operation, name);
                break;
        }
    }

    private async Task CallKeyOperationAsync(string operation, string name)
    {
        var instance = (await Client.CreateInstanceAsync(ObjectStorageDraft(name), Cancel)).Guid;
        var draft = new ResourceKeyDraft { Name = name, Source = instance, Role = IamRole.Writer, WithHmac = true };
        using var made = operation is "list resource keys" or "create a resource key" ? null : await Client.CreateResourceKeyAsync(draft, Cancel);
        switch (operation)
        {
            case "list resource keys":
                await ToListAsync(Client.ListResourceKeysAsync(instance, cancellationToken: Cancel));
                break;
            case "get a resource key":
                using (var found = await Client.GetResourceKeyAsync(made!.Guid, Cancel))
                {
                    found.ApiKey!.Reveal().Should().Be(made.ApiKey!.Reveal());
                }

                break;
            case "create a resource key":
                using (var key = await Client.CreateResourceKeyAsync(draft, Cancel))
                {
                    Watch.Keep(key.ApiKey!.Reveal());
                    Watch.Keep(key.Hmac!.SecretAccessKey.Reveal());
                    Watch.Add(key);
                    Watch.Add(key.Hmac);
                    (await ToListAsync(Client.ListResourceKeysAsync(instance, name, Cancel))).Should().ContainSingle();
                }

                break;
            case "delete a resource key":
                await Client.DeleteResourceKeyAsync(made!.Guid, Cancel);
                break;
        }
    }

    private Task<ResourceInstance> MadeAsync(string name) => Client.CreateInstanceAsync(KeyProtectDraft(name), Cancel);

    private async Task<Reclamation> DeletedAsync(string name)
    {
        var made = await MadeAsync(name);
        await Client.DeleteInstanceAsync(made.Guid, Cancel);
        return (await Client.ListReclamationsAsync(Emulator.AccountId, made.Guid, Cancel)).Single();
    }
}
