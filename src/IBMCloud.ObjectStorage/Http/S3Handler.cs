using System.Security.Cryptography;
using IBMCloud.Core;
using IBMCloud.ObjectStorage.Errors;

namespace IBMCloud.ObjectStorage.Http;

/// <summary>
/// The outermost handler of every request, whoever made it: names the operation for the chain, gives small bodies the digest that the service demands of some,
/// and turns refusals into <see cref="ObjectStorageException"/>.
/// </summary>
internal sealed class S3Handler(TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var operation = S3Operation.Of(request);
        request.Options.Set(IbmCloudRequest.Operation, operation.Name);
        if (operation.Timeout is { } timeout)
        {
            request.Options.Set(IbmCloudRequest.AttemptTimeout, timeout);
        }

        if (operation.IsTransfer)
        {
            request.Options.Set(IbmCloudRequest.RepeatedByCaller, true);
        }

        await AddDigestAsync(request, cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if ((int)response.StatusCode < 400)
        {
            return response;
        }

        using (response)
        {
            var status = TokenRefusal.StatusBefore(request, response.StatusCode);
            throw Refusal.ToException(await S3Error.ReadAsync(response, status, time, cancellationToken).ConfigureAwait(false), operation.Name, TargetOf(request));
        }
    }

    public static string TargetOf(HttpRequestMessage request) => request.RequestUri!.AbsolutePath is "/" or ""
        ? request.RequestUri.Authority
        : Uri.UnescapeDataString(request.RequestUri.AbsolutePath.Trim('/'));

    /// <remarks>Lifecycle, deletion of many and completion demand a digest, and the library underneath sends none without a signature. Transfers bring their own.</remarks>
    private static async Task AddDigestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not { } content || content.Headers.ContentMD5 is not null || content.Headers.ContentLength is null or 0 || request.Method == HttpMethod.Put && S3Operation.Of(request).IsTransfer)
        {
            return;
        }

        await content.LoadIntoBufferAsync(cancellationToken).ConfigureAwait(false);
        content.Headers.ContentMD5 = MD5.HashData(await content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }
}
