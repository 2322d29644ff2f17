using IBMCloud.DiskImages;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Opens the plain disk that a request names.</summary>
internal static class ImageOpening
{
    public static async Task<ImageSource> OpenAsync(ImageInput image, E2EClients clients, CancellationToken cancellationToken)
    {
        if (image is ImageInput.FileInput file)
        {
            return await DiskImage.OpenFileAsync(file.Path, null, cancellationToken).ConfigureAwait(false);
        }

        var bytes = image switch
        {
            ImageInput.BucketInput at => await clients.ObjectStorage(at.Region).OpenObjectAsync(at.Bucket, at.Key, new ReadAheadOptions(), cancellationToken).ConfigureAwait(false),
            ImageInput.SourceInput source => new BorrowedImageSource(source.Image),
            _ => throw new InvalidOperationException($"There is no way to open {image.GetType().Name}."),
        };
        try
        {
            return await DiskImage.OpenAsync(bytes, null, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await bytes.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
