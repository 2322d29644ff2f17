using System.Security.Cryptography;
using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// Changes the keyslots of one version's header. Every step leaves a container that opens with a passphrase that opened it before or opens it after: new
/// material is written and flushed before a header names it, and old material is overwritten only when no header needs it.
/// </summary>
internal abstract class KeyslotEditor(HeaderStore store)
{
    private const int WipeChunk = 1 << 20;

    public HeaderStore Store { get; } = store;

    /// <summary>Reads the header that is there now and picks the editor for it.</summary>
    public static async ValueTask<KeyslotEditor> ForAsync(HeaderStore store, CancellationToken cancellationToken) =>
        await LuksOpening.VersionAsync(store.Source, cancellationToken).ConfigureAwait(false) == 1
            ? new Luks1KeyslotEditor(store, await Luks1Header.ReadSupportedAsync(store.Source, cancellationToken).ConfigureAwait(false))
            : new Luks2KeyslotEditor(store, await LuksOpening.ReadSupportedLuks2Async(store.Source, cancellationToken).ConfigureAwait(false));

    /// <summary>Adds a keyslot for the volume key that <paramref name="opened"/> holds.</summary>
    public abstract ValueTask<int> AddAsync(OpenedHeader opened, SecretBytes passphrase, LuksKeyslotOptions options, CancellationToken cancellationToken);

    /// <summary>Gives the keyslot that opened another passphrase.</summary>
    public abstract ValueTask<int> ChangeAsync(OpenedHeader opened, SecretBytes passphrase, LuksKeyslotOptions options, CancellationToken cancellationToken);

    /// <summary>Overwrites a keyslot and takes it out of the header. The last one that opens the data only where <paramref name="evenLast"/>.</summary>
    public abstract ValueTask RemoveAsync(int keyslot, bool evenLast, CancellationToken cancellationToken);

    /// <summary>Overwrites all keyslots.</summary>
    public abstract ValueTask EraseAsync(CancellationToken cancellationToken);

    /// <summary>Makes both copies of the header the same and good again. Says whether there was anything to do.</summary>
    public abstract ValueTask<bool> RepairAsync(CancellationToken cancellationToken);

    /// <summary>Overwrites an area: a file's with random bytes, as cryptsetup does; that of a document with zeros, which it does not keep.</summary>
    protected async ValueTask WipeAsync(long offset, long length, CancellationToken cancellationToken)
    {
        for (long at = 0; at < length; at += WipeChunk)
        {
            var count = (int)Math.Min(WipeChunk, length - at);
            await Store.WriteAsync(offset + at, Store.ChangesAtOnce ? new byte[count] : RandomNumberGenerator.GetBytes(count), cancellationToken).ConfigureAwait(false);
        }

        await Store.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    protected static LuksException NotInUse(int keyslot) => new(
        LuksError.WrongKeyslot, $"Keyslot {keyslot} of the container is not in use. List the keyslots to see those that are.");

    protected static LuksException InUse(int keyslot) => new(
        LuksError.WrongKeyslot, $"Keyslot {keyslot} of the container is in use already. Remove it first, or take another one.");

    protected static LuksException Last(int keyslot) => new(
        LuksError.LastKeyslot, $"Keyslot {keyslot} is the last one that opens the container: without it the data are lost for ever. Add another keyslot first, or erase the container if that is meant.");
}
