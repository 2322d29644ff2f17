using IBMCloud.Core;
using IBMCloud.Iam;

namespace IBMCloud.ObjectStorage.Buckets;

/// <summary>The authorization by which an Object Storage instance may use the root keys of a Key Protect instance for its buckets.</summary>
internal static class KeyProtectAuthorization
{
    public static AuthorizationDraft For(Crn instance, Crn rootKey) => new()
    {
        AccountId = instance.AccountId,
        SourceService = "cloud-object-storage",
        SourceInstance = instance.ServiceInstance,
        TargetService = rootKey.ServiceName,
        TargetInstance = rootKey.ServiceInstance,
        Description = "Buckets of Object Storage are encrypted with root keys of this instance.",
    };
}
