namespace IBMCloud.E2E;

/// <summary>A step that is about one thing: found, else made.</summary>
/// <typeparam name="T">What it is about.</typeparam>
internal abstract class FindOrCreateStep<T> : E2EStep
    where T : class
{
    /// <summary>What the caller must be allowed to do to make it.</summary>
    protected abstract string Permission { get; }

    /// <summary>Whether it costs money.</summary>
    protected virtual CostClass Cost => CostClass.Free;

    /// <summary>What will be made, for the plan.</summary>
    protected abstract string WillCreate(E2EStepContext context);

    /// <summary>Id or name of it.</summary>
    protected abstract string NameOf(T thing);

    /// <summary>Finds it; <see langword="null"/> where it is not there. It reads only.</summary>
    protected abstract Task<T?> FindAsync(E2EStepContext context, CancellationToken cancellationToken);

    /// <summary>Makes it.</summary>
    protected abstract Task<T> CreateAsync(E2EStepContext context, CancellationToken cancellationToken);

    /// <summary>Waits until what was made can be used.</summary>
    protected virtual Task<T> ReadyAsync(E2EStepContext context, T made, CancellationToken cancellationToken) => Task.FromResult(made);

    /// <summary>Whether what was absent when the run set out to make it, and is there now, is the run's own work.</summary>
    protected abstract bool IsProven(E2EStepContext context, T thing);

    /// <summary>Puts what later steps need into the facts.</summary>
    protected abstract void Accept(E2EStepContext context, T thing);

    /// <summary>Something that steps before this one would make is not there yet: the plan cannot look for what depends on it.</summary>
    protected virtual bool CanLook(E2EStepContext context) => true;

    public override async Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        var found = CanLook(context) ? await FindAsync(context, cancellationToken).ConfigureAwait(false) : null;
        if (found is not null)
        {
            Accept(context, found);
        }

        return new PlannedStep
        {
            Id = Id,
            Title = Title,
            Verdict = found is null ? PlanVerdict.WillCreate : PlanVerdict.Exists,
            Reason = found is null ? WillCreate(context) : NameOf(found),
            Cost = found is null ? Cost : CostClass.Free,
            Permission = found is null ? Permission : "",
            TearDownRemoves = found is null || context.Owns(IsProven(context, found)),
        };
    }

    internal override async Task RecallAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (CanLook(context) && await FindAsync(context, cancellationToken).ConfigureAwait(false) is { } found && context.Owns(IsProven(context, found)))
        {
            Accept(context, found);
        }
    }

    public override async Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken)
    {
        if (await FindAsync(context, cancellationToken).ConfigureAwait(false) is { } found)
        {
            Accept(context, found);
            if (!context.Owns(IsProven(context, found)))
            {
                context.Disown();
            }

            return context.Found(NameOf(found), NameOf(found));
        }

        await context.IntendToCreateAsync(cancellationToken).ConfigureAwait(false);
        var made = await context.MakeAsync(() => CreateAsync(context, cancellationToken)).ConfigureAwait(false);
        made = await ReadyAsync(context, made, cancellationToken).ConfigureAwait(false);
        Accept(context, made);
        return StepOutcome.Created(NameOf(made), NameOf(made));
    }
}
