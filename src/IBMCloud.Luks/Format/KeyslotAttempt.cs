using IBMCloud.Primitives;

namespace IBMCloud.Luks;

/// <summary>A passphrase tried on one keyslot after the other, within one budget. A keyslot that is at fault does not hide a good one behind it.</summary>
internal sealed class KeyslotAttempt(LuksOpenOptions options)
{
    public KdfBudget Budget { get; } = new(options);

    /// <summary>The only keyslot to try, or null.</summary>
    public int? Named => options.Keyslot;

    /// <summary>Gives the key of the first candidate that has one.</summary>
    /// <param name="candidates">In the order to try.</param>
    /// <param name="number">A candidate's number.</param>
    /// <param name="open">Gives the volume key, or null where the passphrase is not the keyslot's.</param>
    /// <exception cref="LuksException">No keyslot opens.</exception>
    public async ValueTask<(SecretBytes Key, int Slot)> OpenAsync<T>(IReadOnlyList<T> candidates, Func<T, int> number, Func<T, ValueTask<SecretBytes?>> open)
    {
        if (candidates.Count == 0)
        {
            throw Named is { } named
                ? new LuksException(LuksError.WrongKeyslot, $"Keyslot {named} of the container is not in use, or holds another key than that of its data. List the keyslots to see those that are.")
                : new LuksException(LuksError.WrongPassphrase, "The container has no keyslot that may be tried. Name one of priority 0 if there is one, or restore the header from a backup.");
        }

        if (candidates.Count > options.MaxKeyslots)
        {
            throw new LuksException(
                LuksError.LimitExceeded, $"The container has {candidates.Count} keyslots to try, allowed are {options.MaxKeyslots}. Name the keyslot to open, or, if you trust the container, raise MaxKeyslots.");
        }

        (int Slot, LuksException Fault)? first = null;
        var faults = 0;
        foreach (var slot in candidates)
        {
            try
            {
                if (await open(slot).ConfigureAwait(false) is { } key)
                {
                    return (key, number(slot));
                }
            }
            catch (LuksException e)
            {
                first ??= (number(slot), e);
                faults++;
            }
        }

        throw (first, candidates.Count - faults) switch
        {
            (null, var all) => new LuksException(
                LuksError.WrongPassphrase, $"None of the container's {all} keyslots opens with this passphrase. Check that it is the key of this container; a line break at the end of a file counts."),
            ({ } only, 0) => new LuksException(only.Fault.Reason, only.Fault.Message, only.Fault),
            ({ } one, var others) => new LuksException(
                one.Fault.Reason, $"{others} of the container's keyslots do not open with this passphrase, and keyslot {one.Slot} could not be tried: {one.Fault.Message}", one.Fault),
        };
    }
}
