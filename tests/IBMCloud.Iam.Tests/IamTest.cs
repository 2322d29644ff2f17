namespace IBMCloud.Iam.Tests;

/// <summary>The client against the emulator, as the account's owner.</summary>
public abstract class IamTest : CloudTest
{
    protected IamClient Client { get; private set; } = null!;

    protected string Account => Emulator.AccountId;

    protected override ValueTask StartedAsync()
    {
        Client = Owned(new IamClient(Owner, Options));
        return default;
    }

    protected Task<ServiceId> ServiceIdAsync(string name = "importer") => Client.CreateServiceIdAsync(Account, name, $"made by {name}", Cancel);

    protected AccessPolicyDraft ReaderOfKeys(string iamId, string instance = "11111111-1111-1111-1111-111111111111") => new()
    {
        AccountId = Account,
        IamId = iamId,
        Roles = [IamRole.Reader],
        Target = new PolicyTarget { ServiceName = LeastPrivilege.KeyProtect, ServiceInstance = instance },
        Description = "run 1",
    };
}
