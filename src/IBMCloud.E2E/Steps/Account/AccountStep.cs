using IBMCloud.ResourceController;

namespace IBMCloud.E2E;

/// <summary>Whose key this is, whether the account can do this, who imports, and in which resource group instances go.</summary>
internal sealed class AccountStep : E2EStep
{
    public override string Id => E2EStepIds.Account;

    public override string Title => "account and importing user";

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var account = await LookAsync(context, cancellationToken).ConfigureAwait(false);
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = account.Verdict is AccountVerdict.Ready or AccountVerdict.Unknown ? PlanVerdict.WillCheck : PlanVerdict.Cannot,
            Reason = account.Verdict == AccountVerdict.Ready ? $"{account.Name} ({account.Id}) is {account.Type}, active and linked" : account.Remedy,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var account = await LookAsync(context, cancellationToken).ConfigureAwait(false);
        return account.Verdict is AccountVerdict.Ready or AccountVerdict.Unknown
            ? StepOutcome.Checked($"{account.Name} ({account.Id}), imports: {context.Facts.ImportingUserIamId}")
            : throw new E2EPrerequisiteException(Id, $"Account {account.Id} cannot do this: it is {account.Verdict}. {account.Remedy}");
    }

    private static async Task<Account> LookAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var (clients, facts) = (context.Clients, context.Facts);
        var key = await clients.Iam.GetApiKeyDetailsAsync(context.Options.ApiKey, cancellationToken).ConfigureAwait(false);
        facts.AccountId = key.AccountId;
        (facts.CallerIamId, facts.CallerApiKeyId) = (key.IamId, key.Id);
        var account = await clients.ResourceController.GetAccountAsync(key.AccountId, cancellationToken).ConfigureAwait(false);
        if (account.Verdict is not (AccountVerdict.Ready or AccountVerdict.Unknown))
        {
            return account;
        }

        // The first call to classic infrastructure: it shows whether its credential is right. Old users may have no IAM id there.
        var user = await clients.SoftLayer.Account.GetCurrentUserAsync(cancellationToken).ConfigureAwait(false);
        context.Run.ClassicPermissions = user.Permissions is { Count: > 0 } granted ? granted.Select(one => one.KeyName).OfType<string>().ToHashSet(StringComparer.Ordinal) : null;
        facts.ImportingUserIamId = string.IsNullOrEmpty(user.IamId) ? key.IamId : user.IamId;
        facts.ResourceGroupId = context.Request.ResourceGroupId
            ?? (await clients.ResourceController.GetDefaultResourceGroupAsync(key.AccountId, cancellationToken).ConfigureAwait(false)).Id;
        return account;
    }
}
