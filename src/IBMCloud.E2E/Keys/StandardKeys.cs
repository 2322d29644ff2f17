using System.Globalization;
using IBMCloud.KeyProtect;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>
/// Data keys kept in Key Protect as standard keys, found by alias <c>e2e-NAME-dek-N</c>: the N-th data key that the image has had. Whoever may read one (ReaderPlus and more) opens the image.
/// </summary>
internal static class StandardKeys
{
    /// <summary>Finds the standard key that holds a data key, else makes it. What carries the run's marker goes into the facts, with what cut-off attempts left.</summary>
    /// <returns>The key, and whether it was made now.</returns>
    public static async Task<(Key Key, bool Created)> EnsureAsync(
        KeyProtectClient keys, RunFacts facts, string run, string marker, SecretBytes dataKey, Func<CancellationToken, Task> beforeCreation, CancellationToken cancellationToken)
    {
        for (var number = 1; ; number++)
        {
            var alias = Alias(run, number);
            if (await keys.FindKeyByAliasAsync(alias, cancellationToken).ConfigureAwait(false) is { } found)
            {
                if (found.Description?.Contains(marker, StringComparison.Ordinal) == true)
                {
                    Note(facts, found);
                }

                if (await HoldsAsync(keys, found, dataKey, cancellationToken).ConfigureAwait(false))
                {
                    return (found, false);
                }

                continue;
            }

            await beforeCreation(cancellationToken).ConfigureAwait(false);
            var made = await keys.ImportStandardKeyAsync(
                new KeyDraft { Name = alias, Description = $"Opens the encrypted image '{run}'. {marker}", Aliases = [alias] }, dataKey, cancellationToken).ConfigureAwait(false);
            Note(facts, made);
            return (made, true);
        }
    }

    /// <summary>The standard key that holds a data key, or <see langword="null"/>. It reads only.</summary>
    public static async Task<Key?> FindAsync(KeyProtectClient keys, string run, CancellationToken cancellationToken)
    {
        Key? last = null;
        for (var number = 1; await keys.FindKeyByAliasAsync(Alias(run, number), cancellationToken).ConfigureAwait(false) is { } found; number++)
        {
            last = found;
        }

        return last is { State: KeyState.Active } ? last : null;
    }

    private static string Alias(string run, int number) => string.Create(CultureInfo.InvariantCulture, $"e2e-{run}-dek-{number}");

    private static void Note(RunFacts facts, Key key) => facts.StandardKeyIds = [.. (facts.StandardKeyIds ?? []).Append(key.Id).Distinct(StringComparer.Ordinal)];

    private static async Task<bool> HoldsAsync(KeyProtectClient keys, Key key, SecretBytes dataKey, CancellationToken cancellationToken)
    {
        if (key is not { IsRootKey: false, State: KeyState.Active })
        {
            return false;
        }

        using var payload = await keys.GetPayloadAsync(key.Id, cancellationToken).ConfigureAwait(false);
        return payload.FixedTimeEquals(dataKey.Span);
    }
}
