using System.Security.Cryptography;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Spills request bodies to the emulator's temp folder and refuses those that do not match their Content-MD5.</summary>
internal sealed class ContentStore(TempFolder folder, EmulatorSwitches switches)
{
    // Below what the runtime puts into its heap of large objects, where a buffer for each request would pile up.
    private const int BlockSize = 64 << 10;

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

        var path = NewPath();
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

    /// <summary>Spills a part of an object that is stored already.</summary>
    public async Task<SpilledPart> CopyAsync(ObjectContent source, long first, long count, CancellationToken cancellationToken)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var path = NewPath();
        var buffer = new byte[BlockSize];
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        for (long done = 0; done < count;)
        {
            var read = source.Read(first + done, buffer.AsSpan(0, (int)Math.Min(buffer.Length, count - done)));
            md5.AppendData(buffer, 0, read > 0 ? read : throw new IOException("A spilled part is shorter than when it was stored."));
            await RandomAccess.WriteAsync(file, buffer.AsMemory(0, read), done, cancellationToken).ConfigureAwait(false);
            done += read;
        }

        return Part(path, count, md5.GetHashAndReset());
    }

    private async Task<SpilledPart> SpillAsync(S3Request request, string path)
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[BlockSize];
        var length = 0L;
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        using var payload = SignedPayload.Of(request);
        while (await payload.ReadAsync(buffer).ConfigureAwait(false) is var count and > 0)
        {
            md5.AppendData(buffer, 0, count);
            await RandomAccess.WriteAsync(file, buffer.AsMemory(0, count), length).ConfigureAwait(false);
            length += count;
        }

        payload.Verify();
        return Part(path, length, md5.GetHashAndReset());
    }

    private SpilledPart Part(string path, long length, byte[] md5) => switches.OpaqueObjectTags
        ? new(path, length, md5) { ETag = Convert.ToHexStringLower(MD5.HashData([.. md5, 0])) }
        : new(path, length, md5);

    private string NewPath() => Path.Combine(folder.Path, Guid.NewGuid().ToString("N"));

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
