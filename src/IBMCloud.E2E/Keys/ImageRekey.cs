using IBMCloud.Core;
using IBMCloud.Luks;

namespace IBMCloud.E2E;

/// <summary>Gives a run's LUKS container a new data key: a new WDEK and a header whose keyslot opens with it. The encrypted data stay as they are.</summary>
internal sealed class ImageRekey(E2EClients clients, RunJournal journal, Func<CancellationToken, Task> save)
{
    public async Task<RekeyResult> RunAsync(CancellationToken cancellationToken)
    {
        var facts = journal.Facts;
        if (journal.Request.Profile != E2EProfile.ClassicLuks)
        {
            throw new RekeyException(RekeyRefusal.NoKeyslots,
                $"The image of the run '{journal.Name}' is an encrypted VHD: its data are encrypted with the data key itself and it has no keyslots, so another data key means to encrypt it again. "
                + "Do that by a run of another name; where the root key only is to change, rotate that.");
        }

        if (facts is not { ObjectETag: not null, WrappedDataKey: { } wrapped, Layout: { } layout })
        {
            throw new RekeyException(RekeyRefusal.NotUploaded, $"The run '{journal.Name}' has no encrypted image in its bucket. Run it first.");
        }

        var region = IbmRegion.Parse(journal.Request.Region);
        var replacement = new HeaderReplacement(clients, region, facts, save);
        switch (await replacement.SettleAsync(cancellationToken).ConfigureAwait(false))
        {
            case PendingOutcome.Written:
                // An attempt that was cut off had come to its end but for the last line of its journal.
                await save(cancellationToken).ConfigureAwait(false);
                break;
            case PendingOutcome.NotWritten:
                await replacement.WriteAsync(facts.PendingHeader!, cancellationToken).ConfigureAwait(false);
                break;
            case PendingOutcome.ObjectChanged:
                throw Changed(facts);
            default:
                var there = await clients.ObjectStorage(region).FindObjectAsync(facts.Bucket!, facts.ObjectKey!, cancellationToken).ConfigureAwait(false);
                if (there?.ETag != facts.ObjectETag)
                {
                    throw Changed(facts);
                }

                await replacement.WriteAsync(await PrepareAsync(facts, wrapped, LuksLayout.FromJson(layout.GetRawText()), cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
                break;
        }

        return new RekeyResult(facts.ObjectETag!, facts.RootKeyVersion, facts.TemplateId);
    }

    private static RekeyException Changed(RunFacts facts) => new(RekeyRefusal.ObjectChanged,
        $"The object '{facts.ObjectKey}' in bucket '{facts.Bucket}' is gone or was replaced by another one: it is not re-keyed. Find out who did it; another run of the request uploads the image again.");

    private async Task<PendingHeader> PrepareAsync(RunFacts facts, string wrapped, LuksLayout layout, CancellationToken cancellationToken)
    {
        using var former = await clients.UnwrapAsync(facts, wrapped, cancellationToken).ConfigureAwait(false);
        using var made = await clients.NewDataKeyAsync(facts, former.Length, cancellationToken).ConfigureAwait(false);
        if (facts.StandardKeyIds is not null)
        {
            // Kept before the image opens with it: at no instant is there an image whose key is not kept.
            await StandardKeys.EnsureAsync(clients.KeyProtect(facts), facts, journal.Name, journal.Marker, made.Key, static _ => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
            journal.Steps[E2EStepIds.StandardKey].CreatedByRun = true;
        }

        using var formerPassphrase = ImageKey.OfImage(E2EProfile.ClassicLuks, former);
        using var passphrase = ImageKey.OfImage(E2EProfile.ClassicLuks, made.Key);
        var rekeyed = await layout.RekeyAsync(formerPassphrase, passphrase, null, cancellationToken).ConfigureAwait(false);
        return new PendingHeader { Layout = HeaderReplacement.Json(rekeyed), WrappedDataKey = made.Wrapped.Text, RootKeyVersion = made.Wrapped.KeyVersionId };
    }
}
