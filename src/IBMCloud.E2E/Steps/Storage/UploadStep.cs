using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using IBMCloud.Luks;
using IBMCloud.ObjectStorage;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>
/// The image, encrypted and uploaded in one pass: each part is a range of the encrypted view, read (which encrypts it), sent, and read again where it must
/// be repeated. No plaintext and no second copy touches a disk.
/// </summary>
internal sealed class UploadStep : E2EStep
{
    public override string Id => E2EStepIds.Upload;

    public override string Title => "encrypt and upload";

    public override IReadOnlyList<string> After => [E2EStepIds.Image, E2EStepIds.DataKey, E2EStepIds.Bucket];

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var (request, facts) = (context.Request, context.Facts);
        var key = ImageKey.ObjectName(request.Profile, request.Name);
        await SettleAsync(context, cancellationToken).ConfigureAwait(false);
        var there = facts.Bucket is { } bucket
            ? await context.Clients.ObjectStorage(request.Region).FindObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false)
            : null;
        var ours = there is not null && there.ETag == facts.ObjectETag;
        var inTheWay = there is not null && !ours && facts.Upload is null && !request.OverwriteObject;
        var replaced = there is not null && !ours && !inTheWay && facts.Upload is null;
        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = inTheWay ? PlanVerdict.Cannot : ours ? PlanVerdict.Exists : replaced ? PlanVerdict.WillChange : PlanVerdict.WillCreate,
            Reason = inTheWay ? InTheWay(key, there!) : ours ? $"{key}, {there!.Length:N0} bytes" : replaced
                ? $"object '{key}' of {there!.Length:N0} bytes is replaced" : $"object '{key}', {request.Profile}",
            Cost = ours ? CostClass.Free : CostClass.Billed,
            Permission = ours ? "" : "Object Writer on the bucket",
            TearDownRemoves = ours || there is null,
        };
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var (request, facts) = (context.Request, context.Facts);
        var storage = context.Clients.ObjectStorage(request.Region);
        var bucket = context.Need(facts.Bucket, "which bucket");
        var key = facts.ObjectKey ??= ImageKey.ObjectName(request.Profile, request.Name);
        var there = await storage.FindObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        if (there is not null && there.ETag == facts.ObjectETag)
        {
            return context.Found(key, $"{key}, {there.Length:N0} bytes");
        }

        var disk = await context.OpenDiskAsync(cancellationToken).ConfigureAwait(false);
        var layout = await LayoutAsync(context, disk, cancellationToken).ConfigureAwait(false);
        using var encrypted = await EncryptedImage.OpenAsync(disk, request.Profile, layout, context.DataKey, cancellationToken).ConfigureAwait(false);
        facts.EncryptedLength = encrypted.Length;

        // Absent when an earlier attempt began, and of the right length now: that attempt stored it and was cut off before it could write that down.
        var leftover = there?.Length == encrypted.Length && context.IsOurs;
        if (there is not null && !leftover && facts is { Upload: null, ObjectETag: null } && !request.OverwriteObject)
        {
            throw new E2EPrerequisiteException(Id, InTheWay(key, there));
        }

        await context.IntendToCreateAsync(cancellationToken).ConfigureAwait(false);
        var journal = new UploadJournal(context);
        var uploaded = await storage.UploadAsync(
            bucket,
            key,
            encrypted,
            new UploadOptions
            {
                Overwrite = request.OverwriteObject || facts.ObjectETag is not null || leftover,
                PartsInFlight = context.Options.UploadParallelism,
                PartSize = context.Options.UploadPartSize,
                Journal = journal,
                Resume = await journal.LoadAsync(bucket, key, cancellationToken).ConfigureAwait(false),
                KeepUnfinished = true,
                SourceDigest = DigestOf(facts.Layout!.Value),
            },
            new Reporting(context),
            cancellationToken).ConfigureAwait(false);
        if (facts.Upload is not null)
        {
            await AbortLeftBehindAsync(context, bucket, key, cancellationToken).ConfigureAwait(false);
        }

        facts.ObjectETag = uploaded.ETag;
        facts.Upload = null;
        var kept = uploaded.PartsKept > 0 ? $", {uploaded.PartsKept} parts were there already" : "";
        return StepOutcome.Created(key, $"{key}, {uploaded.Length:N0} bytes, ETag {uploaded.ETag}{kept}");
    }

    internal override async Task RecallAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        // There was no object when the run set out to make one; the one that is there now, of just this length, is what it made.
        if (context.Facts is { Bucket: { } bucket, ObjectKey: { } key, ObjectETag: null }
            && await context.Clients.ObjectStorage(context.Request.Region).FindObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false) is { } there
            && there.Length == context.Facts.EncryptedLength)
        {
            context.Facts.ObjectETag = there.ETag;
        }
    }

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (context.Facts is not { Bucket: { } bucket, ObjectKey: { } key })
        {
            return TearDownOutcome.Nothing;
        }

        var storage = context.Clients.ObjectStorage(context.Request.Region);
        await SettleAsync(context, cancellationToken).ConfigureAwait(false);
        if (UploadJournal.RecordIn(context.Facts) is { } unfinished)
        {
            await storage.AbortUploadAsync(bucket, key, unfinished.UploadId, cancellationToken).ConfigureAwait(false);
            context.Facts.Upload = null;
        }

        try
        {
            await AbortLeftBehindAsync(context, bucket, key, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectStorageException e) when (e.Reason == ObjectStorageError.BucketNotFound)
        {
            return TearDownOutcome.Nothing;
        }

        if (await storage.FindObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false) is not { } there)
        {
            return TearDownOutcome.Nothing;
        }

        if (there.ETag != context.Facts.ObjectETag)
        {
            return TearDownOutcome.Remains($"object {key}: it is not the one that this run uploaded");
        }

        var erased = options.CryptoShred && await EraseKeyslotsAsync(context, cancellationToken).ConfigureAwait(false);
        await storage.DeleteObjectAsync(bucket, key, cancellationToken: cancellationToken).ConfigureAwait(false);
        context.Facts.ObjectETag = null;
        return TearDownOutcome.Removed($"object {key}{(erased ? ", its keyslots overwritten before; a bucket with versions still has the older ones" : "")}");
    }

    private static Task<PendingOutcome> SettleAsync(E2EStepContext context, CancellationToken cancellationToken) =>
        new HeaderReplacement(context.Clients, context.Request.Region, context.Facts, context.SaveAsync).SettleAsync(cancellationToken);

    // Deleting is no erasing: where a deleted object could come back, it opens with nothing.
    private static async Task<bool> EraseKeyslotsAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (context.Request.Profile != E2EProfile.ClassicLuks || context.Facts.Layout is not { } layout)
        {
            return false;
        }

        var erased = await LuksLayout.FromJson(layout.GetRawText()).WithKeyslotsAsync(keyslots => keyslots.EraseAsync(cancellationToken)).ConfigureAwait(false);
        await new HeaderReplacement(context.Clients, context.Request.Region, context.Facts, context.SaveAsync)
            .WriteAsync(new PendingHeader { Layout = HeaderReplacement.Json(erased) }, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // An answer that was lost, or a kill before the upload was written down, leaves one that nobody knows and that is billed for ever. What was begun since the run began, for
    // the run's own object, is the run's own.
    private static async Task AbortLeftBehindAsync(E2EStepContext context, string bucket, string key, CancellationToken cancellationToken)
    {
        var storage = context.Clients.ObjectStorage(context.Request.Region);
        var leftBehind = new List<UnfinishedUpload>();
        await foreach (var upload in storage.ListUnfinishedUploadsAsync(bucket, key, cancellationToken).ConfigureAwait(false))
        {
            if (upload.Key == key && upload.Initiated >= context.Run.StartedAt - E2EStepContext.ClockTolerance)
            {
                leftBehind.Add(upload);
            }
        }

        foreach (var upload in leftBehind)
        {
            await storage.AbortUploadAsync(bucket, key, upload.UploadId, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<string> LayoutAsync(E2EStepContext context, ImageSource disk, CancellationToken cancellationToken)
    {
        if (context.Facts.Layout is { } stored)
        {
            return stored.GetRawText();
        }

        context.Report("laying the encrypted image out");
        var layout = await EncryptedImage.PrepareAsync(disk, context.Request, context.DataKey, cancellationToken).ConfigureAwait(false);
        using (var document = JsonDocument.Parse(layout))
        {
            context.Facts.Layout = document.RootElement.Clone();
        }

        // Written down before the first byte is sent: every resume must make the same bytes.
        await context.SaveAsync(cancellationToken).ConfigureAwait(false);
        return context.Facts.Layout.Value.GetRawText();
    }

    // Over the content, not the text: a journal indents it.
    private static string DigestOf(JsonElement layout)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            layout.WriteTo(writer);
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static string InTheWay(string key, ObjectProperties there) =>
        $"An object '{key}' of {there.Length:N0} bytes is in the bucket that this run did not upload. Give the run another name, delete the object, or allow it to be overwritten.";

    private sealed class Reporting(E2EStepContext context) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => context.Report(value);
    }
}
