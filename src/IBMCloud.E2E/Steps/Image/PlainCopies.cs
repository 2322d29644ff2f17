namespace IBMCloud.E2E;

/// <summary>The plain copies that a run makes of an image in classic infrastructure: the captured template and the exported object.</summary>
internal static class PlainCopies
{
    public const string DoneWith = "not needed: the encrypted image is uploaded, and the plain copies are removed";

    /// <summary>The steps that make plain copies.</summary>
    public static IReadOnlyList<string> Steps { get; } = [E2EStepIds.Capture, E2EStepIds.Export];

    /// <summary>Whether the image has to be exported, and the exported object is not there.</summary>
    public static async Task<bool> AreGoneAsync(E2ERequest request, RunFacts facts, E2EClients clients, CancellationToken cancellationToken) =>
        request.Image is ImageInput.ClassicInput && !await IsThereAsync(request, clients, facts.Bucket, facts.ExportedKey, facts.ExportedETag, cancellationToken).ConfigureAwait(false);

    /// <summary>Whether the encrypted image is uploaded and the exported copy is gone: then none is made again.</summary>
    public static async Task<bool> AreDoneWithAsync(E2EStepContext context, CancellationToken cancellationToken) =>
        context.Request.Image is ImageInput.ClassicInput
        && await IsThereAsync(context.Request, context.Clients, context.Facts.Bucket, context.Facts.ObjectKey, context.Facts.ObjectETag, cancellationToken).ConfigureAwait(false)
        && await AreGoneAsync(context.Request, context.Facts, context.Clients, cancellationToken).ConfigureAwait(false);

    private static async Task<bool> IsThereAsync(E2ERequest request, E2EClients clients, string? bucket, string? key, string? etag, CancellationToken cancellationToken) =>
        bucket is not null && key is not null && etag is not null
        && (await clients.ObjectStorage(request.Region).FindObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false))?.ETag == etag;
}
