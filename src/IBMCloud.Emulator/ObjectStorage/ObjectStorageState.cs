using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>All buckets: their names are global, their contents belong to one region. Read and change it under the store's gate.</summary>
internal sealed class ObjectStorageState(EmulatedCloud cloud)
{
    public Dictionary<string, Bucket> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>The bucket, if it is at this region's endpoint.</summary>
    /// <exception cref="ServiceError">404: no such bucket here (spec cos §1: another location's endpoint does not find it).</exception>
    public Bucket Require(string name, string region) =>
        Buckets.TryGetValue(name, out var bucket) && bucket.Region == region ? bucket : throw S3Errors.NoSuchBucket();

    /// <summary>May the identity do this with the bucket?</summary>
    /// <exception cref="ServiceError">403.</exception>
    public void Authorize(Identity identity, string action, Bucket bucket) => Authorize(identity, action, bucket.Instance, bucket.Name);

    /// <summary>May the identity do this with the instance, or one bucket of it?</summary>
    /// <exception cref="ServiceError">403.</exception>
    public void Authorize(Identity identity, string action, string instance, string? bucket)
    {
        var decision = cloud.Access.Authorize(identity, action, ResourceScope.OfBucket(identity.AccountId, instance, bucket));
        if (!decision.Allowed)
        {
            throw S3Errors.AccessDenied(decision.Reason);
        }
    }

    /// <summary>The bucket's root key must be usable by the instance, by authorization, whenever the bucket is made, written or read (spec cos §3).</summary>
    /// <exception cref="ServiceError">400 on creation, 403 later: no such key, no authorization, or the key is disabled or deleted.</exception>
    public void UseKeyOf(Bucket bucket, S3Request request, bool register = false)
    {
        if (bucket.KeyCrn is not { } key)
        {
            return;
        }

        var service = Identity.OfService(ResourceScope.ObjectStorage, cloud.State.Iam.AccountId, bucket.Instance);
        var correlationId = RequestGate.CorrelationIdOf(request.Http);
        try
        {
            if (register)
            {
                cloud.State.KeyProtect.Register(service, key, bucket.CrnIn(cloud.State.Iam.AccountId), preventKeyDeletion: bucket.RetentionDays is not null, correlationId);
            }
            else
            {
                cloud.State.KeyProtect.RequireUsable(service, key, correlationId);
            }
        }
        catch (ServiceError refusal)
        {
            throw register
                ? S3Errors.InvalidArgument("The Key CRN could not be found.")
                : S3Errors.AccessDenied($"The bucket's root key cannot be used: {refusal.Message}");
        }
    }

    /// <summary>
    /// An object for another service of the cloud that acts with a user's API key, such as image import: the caller's rights and the
    /// object's place are checked as if it had come through the port of the region.
    /// </summary>
    /// <exception cref="ServiceError">403 or 404, as the region's endpoint would answer.</exception>
    public StoredObjectSource OpenObject(Identity identity, string region, string bucket, string key)
    {
        lock (cloud.State.Gate)
        {
            var found = Require(bucket, region);
            Authorize(identity, ObjectStorageRoles.ReadObject, found);
            return found.Objects.TryGetValue(key, out var stored) ? new(stored.Content) : throw S3Errors.NoSuchKey();
        }
    }
}
