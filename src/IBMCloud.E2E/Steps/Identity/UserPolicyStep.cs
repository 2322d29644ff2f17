using IBMCloud.Iam;

namespace IBMCloud.E2E;

/// <summary>The importing user sees the Key Protect instance and may read with it.</summary>
internal sealed class UserPolicyStep : PolicyStep
{
    public override string Id => E2EStepIds.UserPolicy;

    public override string Title => "importing user's access to Key Protect";

    public override IReadOnlyList<string> After => [E2EStepIds.KeyProtect];

    protected override string Permission => "Administrator on the Key Protect instance";

    protected override string Grants => "the importing user is Viewer and Reader of the Key Protect instance";

    public override bool AppliesTo(E2ERequest request) => request.ImportingUserPolicy;

    protected override bool CanLook(E2EStepContext context) => context.Facts.KeyProtectInstanceId is not null && context.Facts.ImportingUserIamId is not null;

    protected override IReadOnlyList<AccessPolicyDraft> Access(E2EStepContext context) =>
    [
        .. LeastPrivilege.ForImportingUser(
            context.Need(context.Facts.AccountId, "which account"),
            context.Need(context.Facts.ImportingUserIamId, "who imports"),
            context.Need(context.Facts.KeyProtectInstanceId, "which Key Protect instance"),
            keyService: context.Clients.KeyService).Select(draft => draft with { Description = $"The user who imports encrypted images. {context.Marker}" }),
    ];
}
