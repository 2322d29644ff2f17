using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.Luks;

namespace IBMCloud.E2E;

/// <summary>
/// Puts another header in front of the uploaded LUKS container, so that a kill at any instant leaves a journal that knows which one is there:
/// <code>
/// journal: old and new layout and WDEK  →  object: new header, if it still has the old entity tag  →  journal: the new ones
/// </code>
/// </summary>
internal sealed class HeaderReplacement(E2EClients clients, IbmRegion region, RunFacts facts, Func<CancellationToken, Task> save)
{
    /// <summary>Takes over into the facts what the object shows: where the new header is written, the pending one becomes the present one. The journal is not written.</summary>
    /// <returns>What became of the pending header.</returns>
    public async Task<PendingOutcome> SettleAsync(CancellationToken cancellationToken)
    {
        if (facts is not { PendingHeader: { } pending, Bucket: { } bucket, ObjectKey: { } key })
        {
            return PendingOutcome.None;
        }

        var storage = clients.ObjectStorage(region);
        if (await storage.FindObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false) is not { } there)
        {
            return PendingOutcome.ObjectChanged;
        }

        if (there.ETag == facts.ObjectETag)
        {
            return PendingOutcome.NotWritten;
        }

        var stored = await storage.OpenObjectAsync(bucket, key, cancellationToken).ConfigureAwait(false);
        await using (stored.ConfigureAwait(false))
        {
            var wanted = Header(pending.Layout);
            var present = new byte[wanted.Length];
            if (await stored.ReadAsync(0, present, cancellationToken).ConfigureAwait(false) != wanted.Length || !present.AsSpan().SequenceEqual(wanted))
            {
                return PendingOutcome.ObjectChanged;
            }

            Accept(pending, stored.Properties.ETag);
            return PendingOutcome.Written;
        }
    }

    /// <summary>Writes the pending header, then the journal without it.</summary>
    public async Task WriteAsync(PendingHeader pending, CancellationToken cancellationToken)
    {
        facts.PendingHeader = pending;
        await save(cancellationToken).ConfigureAwait(false);
        var replaced = await clients.ObjectStorage(region).ReplaceStartAsync(facts.Bucket!, facts.ObjectKey!, Header(pending.Layout), facts.ObjectETag, cancellationToken).ConfigureAwait(false);
        Accept(pending, replaced.ETag);
        await save(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A layout as the journal keeps it.</summary>
    public static JsonElement Json(LuksLayout layout)
    {
        using var document = JsonDocument.Parse(layout.ToJson());
        return document.RootElement.Clone();
    }

    private void Accept(PendingHeader pending, string etag)
    {
        if (pending.WrappedDataKey is { } wrapped)
        {
            facts.FormerDataKeys = [.. facts.FormerDataKeys ?? [], new(facts.RootKeyCrn!, facts.WrappedDataKey!, facts.TemplateId)];
            (facts.WrappedDataKey, facts.RootKeyVersion) = (wrapped, pending.RootKeyVersion);
        }

        // The parts of an object with a new start are no longer all of one size.
        (facts.Layout, facts.ObjectETag, facts.UploadPartSize, facts.PendingHeader) = (pending.Layout, etag, null, null);
    }

    private static byte[] Header(JsonElement layout)
    {
        using var header = LuksLayout.FromJson(layout.GetRawText()).OpenHeader();
        var bytes = new byte[header.Length];
        header.Read(0, bytes);
        return bytes;
    }
}

/// <summary>What became of a pending header.</summary>
internal enum PendingOutcome
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The object is as it was.</summary>
    NotWritten,

    /// <summary>The object has it.</summary>
    Written,

    /// <summary>The object is gone or is another one.</summary>
    ObjectChanged,
}
