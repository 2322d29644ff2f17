using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Proves a run's result from the outside: by what the services answer now, not by what the journal says was done.</summary>
internal static class Verifier
{
    private const int SampleLength = 1 << 20;

    public static async Task<VerificationReport> VerifyAsync(
        RunScope scope, DateTimeOffset lastChange, VerifyOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        options.Validate();
        var checks = new List<VerificationCheck>
        {
            await CheckAsync("the WDEK unwraps with the root key", () => UnwrapAsync(scope, cancellationToken)).ConfigureAwait(false),
        };
        checks.Add(checks[0].Verdict == CheckVerdict.Passed
            ? await CheckAsync("the object opens with that key and holds the image", () => CompareAsync(scope, options, progress, cancellationToken)).ConfigureAwait(false)
            : new("the object opens with that key and holds the image", CheckVerdict.NotMade, "there is no key to open it with"));
        ImageDigests? digests = null;
        if (options.Whole && checks[1].Verdict == CheckVerdict.Passed)
        {
            checks.Add(await CheckAsync("the object's bytes are those that image, layout and key give", DigestAsync).ConfigureAwait(false));
        }

        checks.Add(await CheckAsync("the image template is encrypted", () => TemplateAsync(scope, cancellationToken)).ConfigureAwait(false));
        if (scope.Request.Server is not null)
        {
            checks.Add(await CheckAsync("the server comes from that template", () => ServerAsync(scope, cancellationToken)).ConfigureAwait(false));
        }

        if (scope.Request.Audit)
        {
            checks.AddRange(await AuditVerifier.VerifyAsync(scope, lastChange + options.EventDelay, cancellationToken).ConfigureAwait(false));
        }

        return new VerificationReport
        {
            Run = scope.Request.Name,
            At = scope.Options.Client.TimeProvider.GetUtcNow(),
            Checks = checks,
            ImageSha256 = digests?.ImageSha256,
            ObjectSha256 = digests?.ObjectSha256,
        };

        async Task<(CheckVerdict Verdict, string Evidence)> DigestAsync()
        {
            if (scope.Facts is not { Layout: { } layout, ObjectETag: { } etag })
            {
                return (CheckVerdict.NotMade, "the journal does not have its layout");
            }

            // An object that was sent at once has the MD5 of its bytes as its tag, without a count of parts.
            var partSize = etag.Contains('-', StringComparison.Ordinal) ? scope.Facts.UploadPartSize : null;
            var plain = await scope.DiskAsync(cancellationToken).ConfigureAwait(false);
            using var again = await EncryptedImage.OpenAsync(plain, scope.Request.Profile, layout.GetRawText(), scope.DataKey, cancellationToken).ConfigureAwait(false);
            digests = await ImageDigests.OfAsync(plain, again, partSize, progress, cancellationToken).ConfigureAwait(false);
            return digests.ETag == etag ? (CheckVerdict.Passed, $"encrypted again, they have the object's ETag {etag} and SHA-256 {digests.ObjectSha256}")
                : scope.Request.EncryptBucket ? (CheckVerdict.NotMade, "in a bucket that a root key encrypts, the ETag says nothing of the bytes")
                : partSize is null && etag.Contains('-', StringComparison.Ordinal) ? (CheckVerdict.NotMade, "the object's parts are not of one size since it got a new header: its ETag cannot be computed again")
                : (CheckVerdict.Failed, $"encrypted again, they have the ETag {digests.ETag}, the object {etag}: its unused blocks are not what the run wrote");
        }
    }

    private static async Task<(CheckVerdict Verdict, string Evidence)> UnwrapAsync(RunScope scope, CancellationToken cancellationToken)
    {
        await new HeaderReplacement(scope.Clients, scope.Request.Region, scope.Facts, static _ => Task.CompletedTask).SettleAsync(cancellationToken).ConfigureAwait(false);
        if (scope.Facts is not { WrappedDataKey: { } wrapped, RootKeyCrn: { } rootKey })
        {
            return (CheckVerdict.NotMade, "the run has not come to the data key yet");
        }

        scope.DataKey = await scope.Clients.UnwrapAsync(scope.Facts, wrapped, cancellationToken).ConfigureAwait(false);
        return (CheckVerdict.Passed, $"{scope.DataKey.Length} bytes, by {rootKey}");
    }

    private static async Task<(CheckVerdict Verdict, string Evidence)> CompareAsync(
        RunScope scope, VerifyOptions options, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        if (scope.Facts is not { Bucket: { } bucket, ObjectKey: { } key, ObjectETag: { } etag })
        {
            return (CheckVerdict.NotMade, "the run has not come to the upload yet");
        }

        var gone = await PlainCopies.AreGoneAsync(scope.Request, scope.Facts, scope.Clients, cancellationToken).ConfigureAwait(false);
        var plain = gone ? null : await scope.DiskAsync(cancellationToken).ConfigureAwait(false);
        var encrypted = await scope.Clients.OpenObjectAsync(scope.Request.Region, bucket, key, etag, cancellationToken).ConfigureAwait(false);
        try
        {
            using var decrypted = await EncryptedImage.DecryptAsync(encrypted, scope.Request.Profile, scope.DataKey, cancellationToken).ConfigureAwait(false);
            if (plain is null)
            {
                return (CheckVerdict.NotMade, $"it opens with that key as a disk of {decrypted.Length:N0} bytes; there is nothing to compare it with: the plain copies of the {scope.Request.Image} are removed");
            }

            var (difference, compared) = options.Whole
                ? (await ImageComparison.FindFirstDifferenceAsync(decrypted, plain, progress, cancellationToken).ConfigureAwait(false), plain.Length)
                : await SampleAsync(decrypted, plain, options.Samples, progress, cancellationToken).ConfigureAwait(false);
            return difference is { } at
                ? (CheckVerdict.Failed, $"differs from the image at byte {at:N0}: it is another image, or the object was damaged")
                : (CheckVerdict.Passed, $"{compared:N0} of {plain.Length:N0} bytes compared, all equal; cos://{scope.Request.Region}/{bucket}/{key}, ETag {etag}");
        }
        finally
        {
            await encrypted.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Compares the first and the last MiB and some random ones.</summary>
    internal static async Task<(long? Difference, long Compared)> SampleAsync(
        ImageSource decrypted, ImageSource plain, int samples, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var end = Math.Max(decrypted.Length, plain.Length);
        var offsets = new SortedSet<long> { 0, Math.Max(0, end - SampleLength) };
        var most = (int)Math.Min(samples + 2, end / SampleLength);
        while (offsets.Count < most)
        {
            offsets.Add(RandomNumberGenerator.GetInt32((int)Math.Min(int.MaxValue, end / 512)) * 512L);
        }

        var meter = new TransferMeter((long)offsets.Count * SampleLength, progress);
        long compared = 0;
        foreach (var offset in offsets)
        {
            var count = (int)Math.Min(SampleLength, end - offset);
            if (await ImageComparison.FindFirstDifferenceAsync(decrypted, plain, offset, count, cancellationToken).ConfigureAwait(false) is { } difference)
            {
                return (difference, compared);
            }

            compared += count;
            meter.Add(count);
        }

        return (null, Math.Min(compared, plain.Length));
    }

    private static async Task<(CheckVerdict Verdict, string Evidence)> TemplateAsync(RunScope scope, CancellationToken cancellationToken)
    {
        if (scope.Facts.TemplateId is not { } id)
        {
            return (CheckVerdict.NotMade, "the run has not come to the import yet");
        }

        var templates = scope.Clients.SoftLayer.ImageTemplates;
        return await templates.GetAsync(id, cancellationToken).ConfigureAwait(false) is not { } template
            ? (CheckVerdict.Failed, $"image template {id} is gone")
            : !template.IsReady ? (CheckVerdict.Failed, $"image template {id} still has work under way: {string.Join(", ", template.Running)}")
            : await templates.IsEncryptedAsync(id, cancellationToken).ConfigureAwait(false)
                ? (CheckVerdict.Passed, $"image template {template.Name} ({id})")
                : (CheckVerdict.Failed, $"image template {id} is not marked encrypted");
    }

    private static async Task<(CheckVerdict Verdict, string Evidence)> ServerAsync(RunScope scope, CancellationToken cancellationToken)
    {
        if (scope.Facts.ServerId is not { } id)
        {
            return (CheckVerdict.NotMade, "the run has not come to the server yet");
        }

        var guest = await scope.Clients.SoftLayer.VirtualGuests.GetAsync(id, cancellationToken).ConfigureAwait(false);
        return guest is null ? (CheckVerdict.Failed, $"server {id} is gone")
            : !string.Equals(guest.BlockDeviceTemplateGroup?.GlobalIdentifier, scope.Facts.TemplateGlobalIdentifier, StringComparison.OrdinalIgnoreCase)
                ? (CheckVerdict.Failed, $"server {id} comes from template {guest.BlockDeviceTemplateGroup?.GlobalIdentifier ?? "none"}, not from {scope.Facts.TemplateGlobalIdentifier}")
            : guest.IsProvisioned ? (CheckVerdict.Passed, $"server {guest.Hostname}.{guest.Domain} ({id})")
            : (CheckVerdict.Failed, $"server {id} is not provisioned: {string.Join(", ", guest.Running)}");
    }

    // A refusal is a finding, not the end of the report.
    private static async Task<VerificationCheck> CheckAsync(string claim, Func<Task<(CheckVerdict Verdict, string Evidence)>> check)
    {
        try
        {
            var (verdict, evidence) = await check().ConfigureAwait(false);
            return new(claim, verdict, evidence);
        }
        catch (IbmCloudE2EException e)
        {
            return new(claim, CheckVerdict.Failed, e.Message);
        }
    }
}
