using IBMCloud.Emulator;

namespace IBMCloud.Iam.Tests;

/// <summary>Every operation against every fault and every refusal. docs/operations.md names these tests.</summary>
public sealed class OperationTests : IamTest
{
    private static readonly Dictionary<string, (string Route, string[] MayFail, int[] Fine, bool HasBody)> Table = new()
    {
        ["list service IDs"] = ("GET /v1/serviceids*", [], [], true),
        ["get a service ID"] = ("GET /v1/serviceids/*", [], [], true),
        ["create a service ID"] = ("POST /v1/serviceids*", ["500", "reset before"], [], true),
        ["ensure a service ID"] = ("POST /v1/serviceids*", ["500", "reset before"], [], true),
        ["update a service ID"] = ("PUT /v1/serviceids/*", [], [], true),
        ["delete a service ID"] = ("DELETE /v1/serviceids/*", [], [404], false),
        ["lock a service ID"] = ("POST /v1/serviceids/*/lock", [], [], false),
        ["unlock a service ID"] = ("DELETE /v1/serviceids/*/lock", [], [], false),
        ["list API keys"] = ("GET /v1/apikeys", [], [], true),
        ["get an API key"] = ("GET /v1/apikeys/*", [], [], true),
        ["get an API key's details"] = ("GET /v1/apikeys/details", [], [], true),
        ["create an API key"] = ("POST /v1/apikeys", [], [], true),
        ["create an API key without a description"] = ("POST /v1/apikeys", OperationFaults.Ambiguous, [], true),
        ["delete an API key"] = ("DELETE /v1/apikeys/*", [], [404], false),
        ["lock an API key"] = ("POST /v1/apikeys/*/lock", [], [], false),
        ["unlock an API key"] = ("DELETE /v1/apikeys/*/lock", [], [], false),
        ["disable an API key"] = ("POST /v1/apikeys/*/disable", [], [], false),
        ["enable an API key"] = ("DELETE /v1/apikeys/*/disable", [], [], false),
        ["list policies"] = ("GET /v2/policies", [], [], true),
        ["list v1 policies"] = ("GET /v1/policies", [], [], true),
        ["get a policy"] = ("GET /v2/policies/*", [], [404], true),
        ["ensure an access policy"] = ("POST /v2/policies", [], [], true),
        ["ensure an authorization"] = ("POST /v2/policies", [], [], true),
        ["delete a policy"] = ("DELETE /v2/policies/*", [], [404], false),
        ["list roles"] = ("GET /v2/roles", [], [], true),
    };

    public static TheoryData<string> Operations => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task An_operation_comes_through_each_fault_or_says_what_to_do(string operation)
    {
        var row = Table[operation];

        var (wrong, thrown) = await OperationFaults.TryAllAsync(Emulator, EmulatedService.Iam, row.Route, () => CallAsync(operation), row.MayFail, row.HasBody);

        thrown.ForEach(Watch.Add);
        wrong.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_refusal_keeps_status_text_and_correlation_id(string operation)
    {
        var row = Table[operation];

        (await OperationFaults.RefuseAllAsync(Emulator, EmulatedService.Iam, row.Route, () => CallAsync(operation), row.Fine)).Should().BeEmpty();
    }

    private async Task CallAsync(string operation)
    {
        var name = $"n-{Guid.NewGuid()}";
        switch (operation)
        {
            case "list service IDs":
                await ToListAsync(Client.ListServiceIdsAsync(Account, cancellationToken: Cancel));
                break;
            case "create a service ID" or "ensure a service ID":
                await (operation == "create a service ID" ? ServiceIdAsync(name) : (Task)Client.EnsureServiceIdAsync(Account, name, $"made by {name}", Cancel));
                (await ToListAsync(Client.ListServiceIdsAsync(Account, name, Cancel))).Should().ContainSingle();
                break;
            case "list policies":
                await ToListAsync(Client.ListPoliciesAsync(Account, cancellationToken: Cancel));
                break;
            case "list v1 policies":
                await ToListAsync(Client.ListVersion1PoliciesAsync(Account, cancellationToken: Cancel));
                break;
            case "list roles":
                (await Client.ListRolesAsync(Account, LeastPrivilege.KeyProtect, cancellationToken: Cancel)).Should().NotBeEmpty();
                break;
            case "ensure an authorization":
                var authorization = LeastPrivilege.ForBlockStorage(Account, Guid.NewGuid().ToString());
                (await Client.EnsureAuthorizationAsync(authorization with { Description = name }, Cancel)).Created.Should().BeTrue();
                break;
            default:
                var made = await ServiceIdAsync(name);
                await (operation.Contains("API key", StringComparison.Ordinal) ? CallKeyOperationAsync(operation, name, made)
                    : operation.Contains("policy", StringComparison.Ordinal) ? CallPolicyOperationAsync(operation, made)
                    : CallServiceIdOperationAsync(operation, name, made));
                break;
        }
    }

    private async Task CallServiceIdOperationAsync(string operation, string name, ServiceId made)
    {
        switch (operation)
        {
            case "get a service ID":
                (await Client.GetServiceIdAsync(made.Id, Cancel)).Name.Should().Be(name);
                break;
            case "update a service ID":
                (await Client.UpdateServiceIdAsync(made.Id, description: "other", cancellationToken: Cancel)).Description.Should().Be("other");
                break;
            case "delete a service ID":
                await Client.DeleteServiceIdAsync(made.Id, Cancel);
                break;
            case "lock a service ID":
                await Client.LockServiceIdAsync(made.Id, Cancel);
                (await RefusalAsync(() => Client.DeleteServiceIdAsync(made.Id, Cancel))).Message.Should().Contain("UnlockServiceIdAsync");
                break;
            case "unlock a service ID":
                await Client.LockServiceIdAsync(made.Id, Cancel);
                await Client.UnlockServiceIdAsync(made.Id, Cancel);
                await Client.DeleteServiceIdAsync(made.Id, Cancel);
                break;
        }
    }

    private async Task CallPolicyOperationAsync(string operation, ServiceId made)
    {
        switch (operation)
        {
            case "ensure an access policy":
                (await Client.EnsureAccessPolicyAsync(ReaderOfKeys(made.IamId), Cancel)).Created.Should().BeTrue();
                (await ToListAsync(Client.ListPoliciesAsync(Account, iamId: made.IamId, cancellationToken: Cancel))).Should().ContainSingle();
                break;
            case "get a policy" or "delete a policy":
                var present = (await ToListAsync(Client.ListPoliciesAsync(Account, cancellationToken: Cancel)))[0];
                await (operation == "get a policy" ? (Task)Client.FindPolicyAsync(present.Id, Cancel)
                    : Client.DeletePolicyAsync((await Client.EnsureAccessPolicyAsync(ReaderOfKeys(made.IamId), Cancel)).Value.Id, Cancel));
                break;
        }
    }

    private async Task CallKeyOperationAsync(string operation, string name, ServiceId owner)
    {
        var draft = new ApiKeyDraft { Name = name, AccountId = Account, IamId = owner.IamId, Description = operation.Contains("without", StringComparison.Ordinal) ? null : "run 1" };
        if (operation.StartsWith("create", StringComparison.Ordinal))
        {
            using var created = await Client.CreateApiKeyAsync(draft, Cancel);
            Watch.Keep(created.Value.Reveal());
            Watch.Add(created);
            Watch.Add(created.Key);
            (await ToListAsync(Client.ListApiKeysAsync(Account, owner.IamId, Cancel))).Should().ContainSingle();
            return;
        }

        // Without a description no list is read, which the faults of "list API keys" would strike.
        using var key = await Client.CreateApiKeyAsync(draft with { Description = null }, Cancel);
        Watch.Keep(key.Value.Reveal());
        switch (operation)
        {
            case "list API keys":
                (await ToListAsync(Client.ListApiKeysAsync(Account, owner.IamId, Cancel))).Should().ContainSingle();
                break;
            case "get an API key":
                (await Client.GetApiKeyAsync(key.Id, Cancel)).Name.Should().Be(name);
                break;
            case "get an API key's details":
                (await Client.GetApiKeyDetailsAsync(key.Value, Cancel)).IamId.Should().Be(owner.IamId);
                break;
            case "delete an API key":
                await Client.DeleteApiKeyAsync(key.Id, Cancel);
                break;
            case "lock an API key":
                await Client.LockApiKeyAsync(key.Id, Cancel);
                (await RefusalAsync(() => Client.DeleteApiKeyAsync(key.Id, Cancel))).Message.Should().Contain("UnlockApiKeyAsync");
                break;
            case "unlock an API key":
                await Client.LockApiKeyAsync(key.Id, Cancel);
                await Client.UnlockApiKeyAsync(key.Id, Cancel);
                await Client.DeleteApiKeyAsync(key.Id, Cancel);
                break;
            case "disable an API key":
                await Client.DisableApiKeyAsync(key.Id, Cancel);
                (await Client.GetApiKeyAsync(key.Id, Cancel)).IsDisabled.Should().BeTrue();
                break;
            case "enable an API key":
                await Client.DisableApiKeyAsync(key.Id, Cancel);
                await Client.EnableApiKeyAsync(key.Id, Cancel);
                (await Client.GetApiKeyAsync(key.Id, Cancel)).IsDisabled.Should().BeFalse();
                break;
        }
    }
}
