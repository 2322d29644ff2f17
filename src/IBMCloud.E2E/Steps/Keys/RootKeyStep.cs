using IBMCloud.KeyProtect;

namespace IBMCloud.E2E;

/// <summary>The root key: found by id or alias, else made, or brought from outside. The alias is what a second run finds it by, since names are not unique.</summary>
internal sealed class RootKeyStep : FindOrCreateStep<Key>
{
    public override string Id => E2EStepIds.RootKey;

    public override string Title => "root key";

    public override IReadOnlyList<string> After => [E2EStepIds.KeyProtect];

    protected override string Permission => "Writer on the Key Protect instance";

    protected override CostClass Cost => CostClass.Billed;

    protected override bool CanLook(E2EStepContext context) => context.Facts.KeyProtectInstanceCrn is not null;

    protected override string NameOf(Key thing) => $"{thing.Name} ({thing.Id})";

    protected override string WillCreate(E2EStepContext context) => context.Request.RootKey switch
    {
        RootKeyChoice.ImportKey import => $"root key '{AliasFor(context.Request)}' of {import.Material.Length} bytes that you bring",
        _ => $"root key '{AliasFor(context.Request)}', made in Key Protect",
    };

    protected override async Task<Key?> FindAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var keys = context.Clients.KeyProtect(context.Facts);
        var found = context.Request.RootKey is RootKeyChoice.ExistingKey existing
            ? await keys.GetKeyAsync(existing.InInstance, cancellationToken).ConfigureAwait(false)
            : await keys.FindKeyByAliasAsync(AliasFor(context.Request), cancellationToken).ConfigureAwait(false);
        return found switch
        {
            null or { CanWrap: true } => found,
            { IsRootKey: false } => throw new E2EPrerequisiteException(Id, $"The key '{found.Name}' ({found.Id}) is a standard key, which cannot wrap. Name a root key."),
            _ => throw new E2EPrerequisiteException(Id, $"The root key '{found.Name}' ({found.Id}) is {found.State}: it cannot wrap. Enable or restore it, or name another one."),
        };
    }

    protected override Task<Key> CreateAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var keys = context.Clients.KeyProtect(context.Facts);
        var draft = new KeyDraft
        {
            Name = AliasFor(context.Request),
            Description = $"Wraps the data keys of encrypted images. {context.Marker}",
            Aliases = [AliasFor(context.Request)],
        };
        return context.Request.RootKey is RootKeyChoice.ImportKey import
            ? keys.ImportRootKeyAsync(draft, import.Material, cancellationToken)
            : keys.CreateRootKeyAsync(draft, cancellationToken);
    }

    protected override bool IsProven(E2EStepContext context, Key thing) => context.IsMarked(thing.Description);

    protected override void Accept(E2EStepContext context, Key thing)
    {
        context.Facts.RootKeyId = thing.Id;
        context.Facts.RootKeyCrn = thing.Crn.ToString();
    }

    public override string? StaysBecause(E2EStepContext context, TearDownOptions options) => options.DeletesKeys ? null : TearDownOptions.KeysStay;

    public override async Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken)
    {
        if (context.Facts.RootKeyId is not { } id)
        {
            return TearDownOutcome.Nothing;
        }

        if (StaysBecause(context, options) is { } why)
        {
            return TearDownOutcome.Remains($"root key {id}: {why}");
        }

        await context.Clients.KeyProtect(context.Facts).DeleteKeyAsync(id, KeyDeletion.EvenIfRegistered, cancellationToken).ConfigureAwait(false);
        Retire(context.Facts);
        return TearDownOutcome.Removed($"root key {id}; Key Protect can restore it for 30 days, or until it is purged");
    }

    // A later run makes another root key, which does not open what this one wrapped; whoever restores this one needs that.
    private static void Retire(RunFacts facts)
    {
        if (facts is { WrappedDataKey: { } wrapped, RootKeyCrn: { } rootKey })
        {
            facts.FormerDataKeys = [.. facts.FormerDataKeys ?? [], new(rootKey, wrapped, facts.TemplateId)];
        }

        (facts.WrappedDataKey, facts.RootKeyVersion, facts.DataKeyLength, facts.Layout, facts.PendingHeader) = (null, null, null, null, null);
    }

    private static string AliasFor(E2ERequest request) => $"e2e-{request.Name}";
}
