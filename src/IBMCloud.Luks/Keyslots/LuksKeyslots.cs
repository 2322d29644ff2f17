using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>
/// The keyslots of a container, a detached header or a header backup in a file or on a block device: list, test, add, change, remove, erase. The data are never touched,
/// and a process that dies at any instant leaves a container that opens.
/// </summary>
/// <remarks>
/// The file is held exclusively until the instance is disposed. One operation at a time. An overwritten keyslot is gone from this file; a backup of the header, a
/// snapshot, or a flash disk that moves blocks may still have it.
/// </remarks>
public sealed class LuksKeyslots : IDisposable
{
    private readonly HeaderStore _store;

    internal LuksKeyslots(HeaderStore store) => _store = store;

    /// <summary>Opens a file for keyslot work.</summary>
    /// <param name="path">A container, a detached header or a block device.</param>
    /// <exception cref="IOException">The file cannot be opened for this process alone.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static LuksKeyslots Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new(FileHeaderStore.Open(path));
    }

    /// <summary>Lists the keyslots that are in use.</summary>
    /// <param name="cancellationToken">Ends the reading early.</param>
    /// <exception cref="LuksException">The header is not valid or not supported.</exception>
    public async ValueTask<IReadOnlyList<LuksKeyslotDescription>> ListAsync(CancellationToken cancellationToken = default) =>
        (await LuksDescription.ReadAsync(_store.Source, cancellationToken).ConfigureAwait(false)).Keyslots;

    /// <summary>Finds the keyslot that a passphrase opens.</summary>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="options">Limits; a keyslot to try alone. A detached header is not taken here: open its own file.</param>
    /// <param name="cancellationToken">Ends the search early.</param>
    /// <returns>The number of the keyslot.</returns>
    /// <exception cref="LuksException">No keyslot opens (<see cref="LuksError.WrongPassphrase"/>), or the header is not valid or not supported.</exception>
    public async ValueTask<int> TestAsync(SecretBytes passphrase, LuksOpenOptions? options = null, CancellationToken cancellationToken = default)
    {
        var opened = await OpenAsync(passphrase, options, cancellationToken).ConfigureAwait(false);
        opened.VolumeKey.Dispose();
        return opened.Keyslot;
    }

    /// <summary>Adds a keyslot: another passphrase for the same data.</summary>
    /// <param name="existing">A passphrase that opens the container.</param>
    /// <param name="added">The new one.</param>
    /// <param name="options">Cost, number and priority.</param>
    /// <param name="cancellationToken">Ends the work between two steps; the container still opens.</param>
    /// <returns>The number of the new keyslot.</returns>
    /// <exception cref="LuksException">The passphrase is wrong, or no keyslot is free.</exception>
    /// <exception cref="ArgumentException">An option does not fit the container's version.</exception>
    public async ValueTask<int> AddAsync(SecretBytes existing, SecretBytes added, LuksKeyslotOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(added);
        options ??= new LuksKeyslotOptions();
        var opened = await OpenAsync(existing, options.Open, cancellationToken).ConfigureAwait(false);
        using (opened.VolumeKey)
        {
            var editor = await KeyslotEditor.ForAsync(_store, cancellationToken).ConfigureAwait(false);
            return await editor.AddAsync(opened, added, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives the keyslot that <paramref name="existing"/> opens another passphrase, and overwrites the old material.</summary>
    /// <param name="existing">The passphrase that is to end.</param>
    /// <param name="replacement">The new one.</param>
    /// <param name="options">Cost and priority. In LUKS1 the new passphrase moves to another keyslot, whose number may be given.</param>
    /// <param name="cancellationToken">Ends the work between two steps; the container still opens.</param>
    /// <returns>The number of the keyslot that has the new passphrase.</returns>
    /// <exception cref="LuksException">The passphrase is wrong, or there is no room for the new material beside the old.</exception>
    /// <exception cref="ArgumentException">An option does not fit the container's version.</exception>
    public async ValueTask<int> ChangeAsync(SecretBytes existing, SecretBytes replacement, LuksKeyslotOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(replacement);
        options ??= new LuksKeyslotOptions();
        var opened = await OpenAsync(existing, options.Open, cancellationToken).ConfigureAwait(false);
        using (opened.VolumeKey)
        {
            var editor = await KeyslotEditor.ForAsync(_store, cancellationToken).ConfigureAwait(false);
            return await editor.ChangeAsync(opened, replacement, options, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Overwrites the keyslot's material and removes it. The last one that opens the data is refused.</summary>
    /// <param name="keyslot">Its number.</param>
    /// <param name="cancellationToken">Ends the work between two steps.</param>
    /// <exception cref="LuksException">The keyslot is not in use, or it is the last one.</exception>
    public async ValueTask RemoveAsync(int keyslot, CancellationToken cancellationToken = default)
    {
        var editor = await KeyslotEditor.ForAsync(_store, cancellationToken).ConfigureAwait(false);
        await editor.RemoveAsync(keyslot, evenLast: false, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Overwrites every keyslot: without a backup of the header the data are lost for ever. This is how a container is destroyed at once (crypto-shredding).</summary>
    /// <param name="cancellationToken">Ends the work between two steps; what was overwritten by then is gone.</param>
    /// <exception cref="LuksException">The header is not valid or not supported.</exception>
    public async ValueTask EraseAsync(CancellationToken cancellationToken = default)
    {
        var editor = await KeyslotEditor.ForAsync(_store, cancellationToken).ConfigureAwait(false);
        await editor.EraseAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a LUKS2 header copy that is damaged or older anew from the good one. Keep a copy of the file before: a damaged header may have other causes than one bad write.</summary>
    /// <param name="cancellationToken">Ends the work between two steps; one good copy is there at every instant.</param>
    /// <returns><see langword="true"/> where a copy was written, <see langword="false"/> where both were good, and for LUKS1, which has one copy.</returns>
    /// <exception cref="LuksException">No copy is good: restore the header from a backup.</exception>
    public async ValueTask<bool> RepairAsync(CancellationToken cancellationToken = default)
    {
        var editor = await KeyslotEditor.ForAsync(_store, cancellationToken).ConfigureAwait(false);
        return await editor.RepairAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _store.Dispose();

    private async ValueTask<OpenedHeader> OpenAsync(SecretBytes passphrase, LuksOpenOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        options ??= new LuksOpenOptions();
        if (options.Header is not null)
        {
            throw new ArgumentException("The keyslots of a detached header are in its own file: open that one.", nameof(options));
        }

        return await LuksOpening.OpenAsync(_store.Source, passphrase, options, cancellationToken).ConfigureAwait(false);
    }
}
