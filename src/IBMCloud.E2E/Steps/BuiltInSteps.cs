namespace IBMCloud.E2E;

/// <summary>The flow.</summary>
internal static class BuiltInSteps
{
    public static IReadOnlyList<E2EStep> All { get; } =
    [
        new AccountStep(),
        new CaptureStep(),
        new ImageStep(),
        new KeyProtectStep(),
        new RootKeyStep(),
        new DataKeyStep(),
        new StandardKeyStep(),
        new AuthorizationStep(),
        new UserPolicyStep(),
        new ObjectStorageStep(),
        new BucketAuthorizationStep(),
        new BucketStep(),
        new ExportStep(),
        new ServiceIdStep(),
        new ServicePoliciesStep(),
        new UploadStep(),
        new ApiKeyStep(),
        new ImportStep(),
        new ServerStep(),
        new AuditStep(),
    ];
}
