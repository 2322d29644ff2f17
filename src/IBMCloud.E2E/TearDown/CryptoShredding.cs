namespace IBMCloud.E2E;

/// <summary>
/// What a crypto-shred does beyond the tear-down of what the run made: it ends every way to the data key that is in the run's reach, and says which are not.
/// <code>
/// ClassicVhd    data are encrypted with the data key itself: nothing in the object can be erased; the wrapped data keys and their root key are all there is
/// ClassicLuks   keyslots in the object are overwritten as well, before the object is deleted
/// </code>
/// </summary>
internal static class CryptoShredding
{
    private const string Forgotten = "the wrapped data keys and the layout in this journal; copies of the journal have them still";

    /// <summary>What a shred adds to a plan.</summary>
    public static IEnumerable<PlannedRemoval> Plan(RunJournal journal)
    {
        if (HasKeys(journal.Facts))
        {
            yield return new(E2EStepIds.DataKey, "data key, wrapped", ["WDEK"]) { Detail = Forgotten };
        }

        if (ForeignRootKey(journal) is { } id)
        {
            yield return new(E2EStepIds.RootKey, "root key", [id]) { Stays = NotOurs };
        }
    }

    /// <summary>Forgets what opens the image, in the journal.</summary>
    public static IEnumerable<TearDownItem> Forget(RunJournal journal)
    {
        var facts = journal.Facts;
        if (HasKeys(facts))
        {
            (facts.WrappedDataKey, facts.RootKeyVersion, facts.DataKeyLength, facts.Layout, facts.PendingHeader, facts.FormerDataKeys) = (null, null, null, null, null, null);
            yield return new(E2EStepIds.DataKey, "data key, wrapped", TearDownOutcome.Removed(Forgotten));
        }

        if (ForeignRootKey(journal) is { } id)
        {
            yield return new(E2EStepIds.RootKey, "root key", TearDownOutcome.Remains($"root key {id}: {NotOurs}"));
        }
    }

    private const string NotOurs = "it is not the run's. Whoever has a copy of the wrapped data key, and of the object, may still open the image with it: delete the key yourself to end that";

    private static bool HasKeys(RunFacts facts) => facts.WrappedDataKey is not null || facts.Layout is not null || facts.FormerDataKeys is not null;

    // What tear-down removed is the run's no more, but was: its step then has no key either.
    private static string? ForeignRootKey(RunJournal journal) =>
        journal.Facts.RootKeyId is { } id && journal.Steps.GetValueOrDefault(E2EStepIds.RootKey) is not ({ CreatedByRun: true } or { AbsentBefore: true } or { State: StepState.Removed }) ? id : null;
}
