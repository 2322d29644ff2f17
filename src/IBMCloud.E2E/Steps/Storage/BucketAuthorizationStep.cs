using IBMCloud.Iam;

namespace IBMCloud.E2E;

/// <summary>Object Storage may use Key Protect, which it needs for a bucket that is itself encrypted. Not to be mixed up with that of Cloud Block Storage.</summary>
internal sealed class BucketAuthorizationStep : PolicyStep
{
    public override string Id => E2EStepIds.BucketAuthorization;

    public override string Title => "authorization of Object Storage";

    public override IReadOnlyList<string> After => [E2EStepIds.KeyProtect, E2EStepIds.ObjectStorage];

    protected override string Permission => "Administrator on the Key Protect instance";

    protected override string Grants => "the Object Storage instance is Reader of the Key Protect instance";

    public override bool AppliesTo(E2ERequest request) => request.EncryptBucket;

    protected override bool CanLook(E2EStepContext context) => context.Facts is { KeyProtectInstanceId: not null, ObjectStorageInstanceId: not null };

    protected override IReadOnlyList<AuthorizationDraft> Authorizations(E2EStepContext context) =>
    [
        LeastPrivilege.ForBucketEncryption(
            context.Need(context.Facts.AccountId, "which account"),
            context.Need(context.Facts.ObjectStorageInstanceId, "which Object Storage instance"),
            context.Need(context.Facts.KeyProtectInstanceId, "which Key Protect instance"),
            context.Clients.KeyService) with { Description = $"Buckets of encrypted images are encrypted themselves. {context.Marker}" },
    ];
}
