namespace IBMCloud.ResourceController.Tests.Accounts;

public sealed class AccountVerdictTests
{
    [Theory]
    [InlineData("PAYG", "ACTIVE", "1234567", AccountVerdict.Ready, "ready")]
    [InlineData("SUBSCRIPTION", "active", "1234567", AccountVerdict.Ready, "ready")]
    [InlineData("LITE", "ACTIVE", null, AccountVerdict.NotUpgraded, "Upgrade the account from LITE")]
    [InlineData("TRIAL", "ACTIVE", "1234567", AccountVerdict.NotUpgraded, "Upgrade")]
    [InlineData("PAYG", "SUSPENDED", "1234567", AccountVerdict.NotActive, "SUSPENDED")]
    [InlineData("PAYG", "ACTIVE", null, AccountVerdict.NotLinked, "Link")]
    [InlineData("SOMETHING_NEW", "ACTIVE", "1234567", AccountVerdict.Unknown, "SOMETHING_NEW")]
    public void The_facts_have_a_verdict_and_a_remedy(string type, string status, string? linked, AccountVerdict verdict, string remedy)
    {
        var account = new Account { Id = "a", Name = "n", Type = type, Status = status, LinkedSoftLayerAccount = linked };

        account.Verdict.Should().Be(verdict);
        account.Remedy.Should().Contain(remedy);
    }
}
