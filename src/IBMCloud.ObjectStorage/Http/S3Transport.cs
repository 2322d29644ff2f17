using Amazon.Runtime;
using Amazon.S3;
using IBMCloud.Core;

namespace IBMCloud.ObjectStorage.Http;

/// <summary>The one way to an endpoint: the chain of all services, under the S3 library for objects and bare for what the library has no words for.</summary>
internal sealed class S3Transport : IDisposable
{
    private const int ReadsOfBodies = 256 << 10;

    private S3Transport(Uri endpoint, IbmCloudCredential? credential, DelegatingHandler answers, IbmCloudClientOptions options)
    {
        Endpoint = endpoint;
        Options = options;
        var chain = new S3Handler(options.TimeProvider)
        {
            InnerHandler = IbmCloudHttp.CreateHandler(ObjectStorageException.ServiceName, endpoint, credential, options, answers),
        };
        Http = new HttpClient(chain, disposeHandler: true) { BaseAddress = endpoint, Timeout = Timeout.InfiniteTimeSpan };
        S3 = new AmazonS3Client(new AnonymousAWSCredentials(), new AmazonS3Config
        {
            ServiceURL = endpoint.ToString(),
            ForcePathStyle = true,
            // The chain signs, checks and repeats. The library's own retries ignore Retry-After; its default checksums break older servers.
            MaxErrorRetry = 0,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            IgnoreConfiguredEndpointUrls = true,
            Timeout = TimeSpan.FromHours(6),
            BufferSize = ReadsOfBodies,
            HttpClientFactory = new SharedClient(Http),
        });
    }

    public Uri Endpoint { get; }

    public IbmCloudClientOptions Options { get; }

    public HttpClient Http { get; }

    public AmazonS3Client S3 { get; }

    public static S3Transport WithToken(Uri endpoint, IbmCloudCredential credential, IbmCloudClientOptions options) =>
        new(endpoint, credential, new TokenRefusal(), options);

    public static S3Transport WithHmac(Uri endpoint, HmacCredential credential, string region, IbmCloudClientOptions options) =>
        new(endpoint, credential: null, new HmacSigning(credential, region, options.TimeProvider), options);

    public void Dispose()
    {
        S3.Dispose();
        Http.Dispose();
    }

    private sealed class SharedClient(HttpClient http) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => http;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public override string? GetConfigUniqueString(IClientConfig clientConfig) => null;
    }
}
