namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>What a user may have made by hand before the run.</summary>
[Flags]
public enum HandMade
{
    None = 0,
    KeyProtect = 1,
    RootKey = 2,
    ObjectStorage = 4,
    Bucket = 8,
    Authorization = 16,
    UserPolicy = 32,
    ServiceId = 64,
    BucketPolicy = 128,
    KeyPolicy = 256,
    ApiKey = 512,

    /// <summary>The request names instances and root key, which are called as the user likes; else they have the names that the run would give them.</summary>
    Named = 1024,
}
