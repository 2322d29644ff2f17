using IBMCloud.Iam;

namespace IBMCloud.E2E;

/// <summary>The least that an import needs of the service ID: read the one bucket, unwrap with the one instance.</summary>
internal sealed class ServicePoliciesStep : PolicyStep
{
    public override string Id => E2EStepIds.ServicePolicies;

    public override string Title => "policies of the service ID";

    public override IReadOnlyList<string> After => [E2EStepIds.ServiceId, E2EStepIds.KeyProtect, E2EStepIds.Bucket];

    protected override string Permission => "Administrator on the Key Protect and Object Storage instances";

    protected override string Grants => "the service ID is Reader of the bucket and of the Key Protect instance";

    protected override bool CanLook(E2EStepContext context) =>
        context.Facts is { ServiceIdIamId: not null, KeyProtectInstanceId: not null, ObjectStorageInstanceId: not null, Bucket: not null };

    protected override IReadOnlyList<AccessPolicyDraft> Access(E2EStepContext context) =>
    [
        .. LeastPrivilege.ForImportServiceId(
            context.Need(context.Facts.AccountId, "which account"),
            context.Need(context.Facts.ServiceIdIamId, "which service ID"),
            context.Need(context.Facts.KeyProtectInstanceId, "which Key Protect instance"),
            context.Need(context.Facts.ObjectStorageInstanceId, "which Object Storage instance"),
            context.Need(context.Facts.Bucket, "which bucket"),
            keyService: context.Clients.KeyService).Select(draft => draft with { Description = $"Reads encrypted images and unwraps their keys for their import. {context.Marker}" }),
    ];
}
