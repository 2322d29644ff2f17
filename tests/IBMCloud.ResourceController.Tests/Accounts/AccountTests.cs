
namespace IBMCloud.ResourceController.Tests.Accounts;

public sealed class AccountTests : ResourceControllerTest
{
    [Fact]
    public async Task An_upgraded_active_and_linked_account_is_ready()
    {
        var account = await Client.GetAccountAsync(Emulator.AccountId, Cancel);

        account.Verdict.Should().Be(AccountVerdict.Ready);
        account.LinkedSoftLayerAccount.Should().Be("1234567");
    }

    [Fact]
    public async Task Another_account_is_refused_with_what_to_do()
    {
        var refusal = await RefusalAsync(() => Client.GetAccountAsync(new string('0', 32), Cancel));

        refusal.Status.Should().Be(System.Net.HttpStatusCode.Forbidden);
        refusal.Service.Should().Be("Accounts");
    }
}
