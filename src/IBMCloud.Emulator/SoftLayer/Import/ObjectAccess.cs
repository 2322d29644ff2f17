using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ObjectStorage;

namespace IBMCloud.Emulator.SoftLayer.Import;

/// <summary>Reads and writes objects for imports and exports, with the rights of the API key in the request.</summary>
internal sealed class ObjectAccess(EmulatedCloud cloud)
{
    /// <summary>Whose HMAC pair it is.</summary>
    public Identity Identify((string Id, string Secret) hmac)
    {
        lock (cloud.State.Gate)
        {
            return cloud.State.ResourceKeys.FindHmac(hmac.Id) is var (pair, identity) && pair.SecretAccessKey == hmac.Secret
                ? identity
                : throw SoftLayerErrors.Public("The HMAC pair in ibmAccessKey and ibmSecretKey is unknown. Take both from one resource key of the Object Storage instance.");
        }
    }

    /// <summary>Whose API key it is.</summary>
    public Identity Identify(string? apiKey)
    {
        if (apiKey is null or "")
        {
            throw SoftLayerErrors.Public("ibmApiKey is missing. Send an API key that may read the object, and unwrap where the image is encrypted.");
        }

        return cloud.Tokens.FromApiKey(apiKey)
            ?? throw SoftLayerErrors.Public("The API key in ibmApiKey is unknown, disabled or expired. Create one for the service ID, and send its value.");
    }

    /// <summary>The object's content, which the caller from now on owns too.</summary>
    public ObjectContent Take(Identity identity, ObjectAddress address)
    {
        lock (cloud.State.Gate)
        {
            var bucket = Bucket(address);
            RequireMay(identity, ObjectStorageRoles.ReadObject, bucket, "read");
            if (!bucket.Objects.TryGetValue(address.Object, out var stored))
            {
                throw SoftLayerErrors.Public($"The bucket '{address.Bucket}' has no object '{address.Object}'. Check the name in uri; upload the image first.");
            }

            ContentStore.Keep(stored.Content.Parts);
            return stored.Content;
        }
    }

    /// <summary>Checks that the identity may write into the bucket of an address.</summary>
    public void RequireWritable(Identity identity, ObjectAddress address)
    {
        lock (cloud.State.Gate)
        {
            RequireMay(identity, ObjectStorageRoles.WriteObject, Bucket(address), "write to");
        }
    }

    private Bucket Bucket(ObjectAddress address)
    {
        if (!cloud.State.ObjectStorage.Buckets.TryGetValue(address.Bucket, out var bucket))
        {
            throw SoftLayerErrors.Public($"The bucket '{address.Bucket}' does not exist. Check the name in uri; it takes cos://REGION/BUCKET/OBJECT.");
        }

        return bucket.Region == address.Region ? bucket : throw SoftLayerErrors.Public(
            $"The bucket '{address.Bucket}' is not a Regional bucket in '{address.Region}': it is in '{bucket.Region}'. Name its own region in uri.");
    }

    private void RequireMay(Identity identity, string action, Bucket bucket, string what)
    {
        var decision = cloud.Access.Authorize(identity, action, ResourceScope.OfBucket(identity.AccountId, bucket.Instance, bucket.Name));
        if (!decision.Allowed)
        {
            throw SoftLayerErrors.Public($"The API key or HMAC pair in the request belongs to '{identity.IamId}', which may not {what} the bucket '{bucket.Name}'. {decision.Reason}");
        }
    }
}
