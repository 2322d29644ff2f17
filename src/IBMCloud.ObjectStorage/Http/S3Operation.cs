using System.Web;

namespace IBMCloud.ObjectStorage.Http;

/// <summary>What a request of the S3 API asks, told from its method and query, so that the library underneath need not say.</summary>
/// <param name="Name">For errors, logs and traces.</param>
/// <param name="IsTransfer">It belongs to a transfer of an object's bytes: sent once by the chain and repeated by the transfer itself.</param>
/// <param name="Timeout">Longest time for one attempt where the usual one is too short; <see langword="null"/> for the usual. Bodies on their way up are watched by the transfer.</param>
internal readonly record struct S3Operation(string Name, bool IsTransfer, TimeSpan? Timeout)
{
    // Completing joins thousands of parts before the verdict.
    private static readonly TimeSpan CompleteTimeout = TimeSpan.FromMinutes(15);

    /// <summary>A transfer in which nothing moves for so long has failed; how long it takes in all says nothing.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    public static S3Operation Of(HttpRequestMessage request)
    {
        var path = request.RequestUri!.AbsolutePath;
        var slash = path.IndexOf('/', 1);
        return slash < 0 || slash == path.Length - 1
            ? OfBucket(request, HttpUtility.ParseQueryString(request.RequestUri.Query))
            : OfObject(request, HttpUtility.ParseQueryString(request.RequestUri.Query));
    }

    private static S3Operation OfBucket(HttpRequestMessage request, System.Collections.Specialized.NameValueCollection query)
    {
        bool Has(string name) => query[name] is not null || query.GetValues(null)?.Contains(name) == true;
        return new(request.Method.Method switch
        {
            "PUT" when Has("lifecycle") => "set the lifecycle of bucket",
            "PUT" => "create bucket",
            "HEAD" => "look at bucket",
            "DELETE" => "delete bucket",
            _ when request.RequestUri!.AbsolutePath == "/" => "list the buckets at",
            _ when Has("location") => "locate bucket",
            _ when Has("uploads") => "list the uploads of bucket",
            _ when Has("lifecycle") => "read the lifecycle of bucket",
            _ when Has("versioning") || Has("protection") || Has("object-lock") => "read the configuration of bucket",
            _ when Has("delete") => "delete objects of bucket",
            _ => "list bucket",
        }, IsTransfer: false, Timeout: null);
    }

    private static S3Operation OfObject(HttpRequestMessage request, System.Collections.Specialized.NameValueCollection query)
    {
        var upload = query["uploadId"] is not null;
        var copy = request.Headers.Contains("x-amz-copy-source");
        return request.Method.Method switch
        {
            "PUT" when copy => new("copy to", IsTransfer: false, CompleteTimeout),
            "PUT" => new(upload ? "store a part of" : "store", IsTransfer: true, System.Threading.Timeout.InfiniteTimeSpan),
            "GET" when upload => new("list the parts of", IsTransfer: false, Timeout: null),
            "GET" => new("read", IsTransfer: true, Timeout: null),
            "HEAD" => new("look at", IsTransfer: false, Timeout: null),
            "POST" when upload => new("complete the upload of", IsTransfer: true, CompleteTimeout),
            "POST" => new("begin the upload of", IsTransfer: true, Timeout: null),
            "DELETE" when upload => new("abort the upload of", IsTransfer: false, Timeout: null),
            "DELETE" => new("delete", IsTransfer: false, Timeout: null),
            _ => new("use", IsTransfer: false, Timeout: null),
        };
    }
}
