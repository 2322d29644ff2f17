using IBMCloud.Core;

namespace IBMCloud.ObjectStorage.Tests;

/// <summary>The addresses for a client that asks nothing but one S3 server.</summary>
public static class OnlyObjectStorage
{
    /// <summary>Every service is where Object Storage is, so that a call to another one fails there and not in the live cloud.</summary>
    public static IbmCloudEndpoints At(Uri endpoint, IbmRegion region) => new()
    {
        Iam = endpoint,
        ResourceController = endpoint,
        ResourceManager = endpoint,
        Accounts = endpoint,
        SoftLayer = endpoint,
        ObjectStorageByRegion = new Dictionary<IbmRegion, Uri> { [region] = endpoint },
    };
}
