using IBMCloud.DiskImages;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Opens the plain disk that a request names, and tells in which format the image is.</summary>
internal static class ImageOpening
{
    public static async Task<(ImageSource Disk, DiskImageFormat Format)> OpenAsync(E2ERequest request, RunFacts facts, E2EClients clients, CancellationToken cancellationToken)
    {
        var image = request.Image;
        var bytes = image switch
        {
            ImageInput.FileInput file => FileImageSource.Open(file.Path),
            ImageInput.BucketInput at => await clients.ObjectStorage(at.Region).OpenObjectAsync(at.Bucket, at.Key, new ReadAheadOptions(), cancellationToken).ConfigureAwait(false),
            ImageInput.ClassicInput => await OpenExportAsync(request, facts, clients, cancellationToken).ConfigureAwait(false),
            ImageInput.SourceInput source => new BorrowedImageSource(source.Image),
            _ => throw new InvalidOperationException($"There is no way to open {image.GetType().Name}."),
        };
        try
        {
            var format = await DiskImage.DetectAsync(bytes, cancellationToken).ConfigureAwait(false);
            return (await DiskImage.OpenAsync(bytes, new DiskImageOpenOptions { Format = format }, cancellationToken).ConfigureAwait(false), format);
        }
        catch
        {
            await bytes.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Through a cache: a disk is read by small pieces. The layout was made from the object with this entity tag and fits no other one.
    private static async Task<ImageSource> OpenExportAsync(E2ERequest request, RunFacts facts, E2EClients clients, CancellationToken cancellationToken)
    {
        if (facts is not { Bucket: { } bucket, ExportedKey: { } key, ExportedETag: { } etag })
        {
            throw new E2EPrerequisiteException(E2EStepIds.Export, $"The {request.Image} is not exported: the run has not come to that, or its plain copies were removed. Run it, then try again.");
        }

        var storage = clients.ObjectStorage(request.Region);
        var there = await storage.FindObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        return there?.ETag == etag
            ? await storage.OpenObjectAsync(bucket, key, new ReadAheadOptions(), cancellationToken).ConfigureAwait(false)
            : throw new E2EPrerequisiteException(E2EStepIds.Export,
                $"The exported image '{key}' in bucket '{bucket}' {(there is null ? "is gone" : "was replaced by something else")}. Run again: it is exported anew.");
    }
}
