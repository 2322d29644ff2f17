namespace IBMCloud.E2E;

/// <summary>What a tear-down may remove. What the run did not make is never removed.</summary>
public sealed class TearDownOptions
{
    /// <summary>
    /// Deletes the root key too, and its Key Protect instance. No image, disk or server whose data key it wraps can be opened any more. Off by default.
    /// </summary>
    public bool DeleteKeys { get; init; }

    /// <summary>Cancels the server that the run ordered.</summary>
    public bool CancelServer { get; init; } = true;

    /// <summary>
    /// Ends every way to the data key that is in the run's reach, so that copies of the image that are somewhere else cannot be opened either: deletes the keys as <see cref="DeleteKeys"/> does,
    /// overwrites the keyslots of a LUKS container before it is deleted, and forgets the wrapped data keys in the journal. The report says which ways are left. Off by default.
    /// </summary>
    public bool CryptoShred { get; init; }

    /// <summary>
    /// Removes only the plain copies that the run made of a template or server: the captured template and the exported object. All else stays, and the run counts as done; its object can
    /// then be verified to open, but not be compared any more.
    /// </summary>
    public bool PlainCopiesOnly { get; init; }

    internal const string KeysStay = "keys are deleted only when asked for, since nothing that they wrap can be opened again";

    /// <summary>Nothing but what these steps made; everything where <see langword="null"/>.</summary>
    private IReadOnlySet<string>? Only { get; set; }

    internal bool DeletesKeys => DeleteKeys || CryptoShred;

    internal TearDownOptions LimitedTo(IReadOnlySet<string> steps)
    {
        var limited = (TearDownOptions)MemberwiseClone();
        limited.Only = steps;
        return limited;
    }

    internal bool MayRemove(string stepId) => (!PlainCopiesOnly || PlainCopies.Steps.Contains(stepId)) && Only?.Contains(stepId) != false;

    internal IEnumerable<string> Mistakes()
    {
        if (CryptoShred && !CancelServer)
        {
            yield return "A crypto-shred takes the server's key away: it cannot stay. Let CancelServer be, or leave CryptoShred out.";
        }

        if (PlainCopiesOnly && DeletesKeys)
        {
            yield return "A tear-down of plain copies only leaves the keys alone: leave DeleteKeys and CryptoShred out.";
        }
    }

    internal void Validate()
    {
        if (Mistakes().FirstOrDefault() is { } mistake)
        {
            throw new ArgumentException(mistake);
        }
    }
}

/// <summary>What became of what a step had made.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Detail">Which thing, and why where it remained.</param>
public sealed record TearDownOutcome(TearDownKind Kind, string Detail)
{
    /// <summary>There was nothing to remove.</summary>
    public static TearDownOutcome Nothing { get; } = new(TearDownKind.Nothing, "nothing to remove");

    /// <summary>It was removed.</summary>
    /// <param name="what">What.</param>
    public static TearDownOutcome Removed(string what) => new(TearDownKind.Removed, what);

    /// <summary>It remains.</summary>
    /// <param name="why">What, and why.</param>
    public static TearDownOutcome Remains(string why) => new(TearDownKind.Remains, why);
}

/// <summary>What happened to a thing in a tear-down.</summary>
public enum TearDownKind
{
    /// <summary>There was nothing.</summary>
    Nothing,

    /// <summary>It was removed.</summary>
    Removed,

    /// <summary>It remains.</summary>
    Remains,
}
