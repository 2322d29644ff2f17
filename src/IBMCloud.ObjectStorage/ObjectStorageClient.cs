using IBMCloud.Core;
using IBMCloud.ObjectStorage.Buckets;
using IBMCloud.ObjectStorage.Configuration;
using IBMCloud.ObjectStorage.Http;
using IBMCloud.ObjectStorage.Objects;
using IBMCloud.ObjectStorage.Transfers;
using IBMCloud.ObjectStorage.Uploads;

namespace IBMCloud.ObjectStorage;

/// <summary>
/// Buckets and objects at the endpoint of one region; buckets of other locations are not seen there. Safe for concurrent use; one instance lives as long as the
/// program.
/// </summary>
/// <remarks>Every method throws <see cref="ObjectStorageException"/> where the service refuses and <see cref="IbmCloudTransportException"/> where no answer came.</remarks>
public sealed partial class ObjectStorageClient : IDisposable
{
    private readonly S3Transport _transport;
    private readonly BucketCalls _buckets;
    private readonly BucketConfigurationCalls _configuration;
    private readonly ObjectCalls _objects;
    private readonly MultipartCalls _multipart;

    /// <summary>Creates a client that shows a bearer token; nothing is sent yet.</summary>
    /// <param name="credential">Whose token to send.</param>
    /// <param name="region">The region whose endpoint to use.</param>
    /// <param name="options">Where the services are, clock, logs and patience; the public cloud where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The endpoints have no Object Storage in that region.</exception>
    public ObjectStorageClient(IbmCloudCredential credential, IbmRegion region, IbmCloudClientOptions? options = null)
        : this(S3Transport.WithToken(EndpointOf(region, ref options), credential ?? throw new ArgumentNullException(nameof(credential)), options), region)
    {
    }

    /// <summary>Creates a client that signs with an HMAC pair; nothing is sent yet.</summary>
    /// <param name="credential">The pair.</param>
    /// <param name="region">The region whose endpoint to use; also the one in the signature.</param>
    /// <param name="options">Where the services are, clock, logs and patience; the public cloud where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The endpoints have no Object Storage in that region.</exception>
    public ObjectStorageClient(HmacCredential credential, IbmRegion region, IbmCloudClientOptions? options = null)
        : this(S3Transport.WithHmac(EndpointOf(region, ref options), credential ?? throw new ArgumentNullException(nameof(credential)), region.Name, options), region)
    {
    }

    private ObjectStorageClient(S3Transport transport, IbmRegion region)
    {
        _transport = transport;
        var retry = new TransferRetry(transport.Options);
        _buckets = new BucketCalls(transport.Http);
        _configuration = new BucketConfigurationCalls(transport.Http);
        _objects = new ObjectCalls(transport, retry);
        _multipart = new MultipartCalls(transport, retry);
        Region = region;
    }

    /// <summary>The region whose endpoint is used.</summary>
    public IbmRegion Region { get; }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _transport.Dispose();

    private static Uri EndpointOf(IbmRegion region, [System.Diagnostics.CodeAnalysis.NotNull] ref IbmCloudClientOptions? options)
    {
        options ??= new IbmCloudClientOptions();
        return options.Endpoints.ObjectStorage(region);
    }
}
