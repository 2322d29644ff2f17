using System.Security.Cryptography;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Spills request bodies to the emulator's temp folder and refuses those that do not match their Content-MD5.</summary>
internal sealed class ContentStore(TempFolder folder)
{
    public async Task<SpilledPart> ReceiveAsync(S3Request request, long maxLength)
    {
        var expected = ExpectedMd5(request);
        if (request.Http.Request.ContentLength is null && request.Header("Transfer-Encoding") is null)
        {
            throw new ServiceError(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        }

        if (request.Http.Request.ContentLength > maxLength)
        {
            throw new ServiceError(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed object size.");
        }

        var path = Path.Combine(folder.Path, Guid.NewGuid().ToString("N"));
        try
        {
            var part = await SpillAsync(request, path).ConfigureAwait(false);
            return expected is null || part.Md5.AsSpan().SequenceEqual(expected)
                ? part
                : throw new ServiceError(400, "BadDigest", "The Content-MD5 you specified did not match what we received.");
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Gives the parts one more owner, such as an image template made from an object.</summary>
    public static void Keep(IEnumerable<SpilledPart> parts)
    {
        foreach (var part in parts)
        {
            part.Keep();
        }
    }

    public static void Drop(IEnumerable<SpilledPart> parts)
    {
        foreach (var part in parts)
        {
            part.Drop();
        }
    }

    private static async Task<SpilledPart> SpillAsync(S3Request request, string path)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[256 << 10];
        var length = 0L;
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        while (await request.Http.Request.Body.ReadAsync(buffer, request.Http.RequestAborted).ConfigureAwait(false) is var count and > 0)
        {
            md5.AppendData(buffer, 0, count);
            await RandomAccess.WriteAsync(file, buffer.AsMemory(0, count), length).ConfigureAwait(false);
            length += count;
        }

        return new(path, length, md5.GetHashAndReset());
    }

    private static byte[]? ExpectedMd5(S3Request request)
    {
        if (request.Header("Content-MD5") is not { } header)
        {
            return null;
        }

        var bytes = new byte[16];
        return Convert.TryFromBase64String(header, bytes, out var written) && written == 16
            ? bytes
            : throw new ServiceError(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
    }
}
