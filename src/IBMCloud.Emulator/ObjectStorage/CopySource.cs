using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>What <c>x-amz-copy-source</c> names: a bucket and a key.</summary>
internal sealed record CopySource(string Bucket, string Key)
{
    /// <summary>The source, or null where the request brings its own bytes.</summary>
    public static CopySource? Of(S3Request request)
    {
        if (request.Header("x-amz-copy-source") is not { } header)
        {
            return null;
        }

        var path = Uri.UnescapeDataString(header.Split('?')[0]).TrimStart('/');
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < path.Length - 1
            ? new(path[..slash], path[(slash + 1)..])
            : throw new ServiceError(400, "InvalidArgument", "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
    }
}
