using System.Security.Cryptography;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Primitives;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Spills an image that did not come through the API: a server's disk, or an exported template.</summary>
internal static class SpilledImage
{
    public static async Task<SpilledPart> MakeAsync(TempFolder folder, ImageSource image, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder.Path, Guid.NewGuid().ToString("N"));
#pragma warning disable CA5351 // The entity tag of S3 is an MD5.
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
#pragma warning restore CA5351
        var buffer = new byte[1 << 20];
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        for (var offset = 0L; offset < image.Length; offset += buffer.Length)
        {
            var count = await image.ReadAsync(offset, buffer, cancellationToken).ConfigureAwait(false);
            md5.AppendData(buffer, 0, count);
            await RandomAccess.WriteAsync(file, buffer.AsMemory(0, count), offset, cancellationToken).ConfigureAwait(false);
        }

        return new SpilledPart(path, image.Length, md5.GetHashAndReset());
    }
}
