namespace AspNetCoreUpload;

/// <summary>Where images go, and whose key wraps theirs.</summary>
internal sealed class Place
{
    public required string KeyProtectInstance { get; set; }

    public required string RootKey { get; set; }

    public required string Bucket { get; set; }
}

/// <summary>What the uploader gets back: enough to import the image or to open it, for whoever may unwrap with the root key.</summary>
internal sealed record Stored(string Key, long Length, string ETag, string WrappedDek);
