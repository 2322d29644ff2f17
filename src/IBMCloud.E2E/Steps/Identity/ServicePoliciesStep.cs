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

    protected override IReadOnlyList<AccessPolicyDraft> Access(E2EStepContext context)
    {
        var facts = context.Facts;
        var account = context.Need(facts.AccountId, "which account");
        var identity = context.Need(facts.ServiceIdIamId, "which service ID");
        return
        [
            new()
            {
                AccountId = account,
                IamId = identity,
                Roles = [IamRole.Reader],
                Target = new PolicyTarget
                {
                    ServiceName = "cloud-object-storage",
                    ServiceInstance = context.Need(facts.ObjectStorageInstanceId, "which Object Storage instance"),
                    ResourceType = "bucket",
                    Resource = context.Need(facts.Bucket, "which bucket"),
                },
                Description = $"Reads encrypted images for their import. {context.Marker}",
            },
            new()
            {
                AccountId = account,
                IamId = identity,
                Roles = [IamRole.Reader],
                Target = new PolicyTarget { ServiceName = context.Clients.KeyService, ServiceInstance = context.Need(facts.KeyProtectInstanceId, "which Key Protect instance") },
                Description = $"Unwraps the keys of encrypted images for their import. {context.Marker}",
            },
        ];
    }
}
