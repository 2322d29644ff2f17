namespace IBMCloud.E2E;

/// <summary>
/// One step of the flow. It is an <em>ensure</em>: it finds what it is about, else makes it, and may be run any number of times. A step of your own, with the
/// id of a built-in one, stands in for that one (<see cref="E2EOptions.Steps"/>).
/// </summary>
public abstract class E2EStep
{
    /// <summary>The id, for example <c>root-key</c>: the constants of <see cref="E2EStepIds"/> for the built-in ones.</summary>
    public abstract string Id { get; }

    /// <summary>What it does, for people: <c>root key in Key Protect</c>.</summary>
    public abstract string Title { get; }

    /// <summary>Ids of the steps that must be done before. Steps that do not wait for each other run side by side.</summary>
    public virtual IReadOnlyList<string> After => [];

    /// <summary>Ids of steps that must wait for this one: how a step of your own gets in front of a built-in one.</summary>
    public virtual IReadOnlyList<string> Before => [];

    /// <summary>Whether the step belongs to a run of this request.</summary>
    /// <param name="request">The request.</param>
    public virtual bool AppliesTo(E2ERequest request) => true;

    /// <summary>Says what <see cref="EnsureAsync"/> would do. It reads only.</summary>
    /// <param name="context">The run. What is found is put into its facts, for the plans of later steps.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract Task<PlannedStep> PlanAsync(E2EStepContext context, CancellationToken cancellationToken);

    /// <summary>Finds what the step is about, else makes it; then sets the facts that later steps read.</summary>
    /// <param name="context">The run.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public abstract Task<StepOutcome> EnsureAsync(E2EStepContext context, CancellationToken cancellationToken);

    /// <summary>Why what the run made in this step stays in a tear-down with these options; <see langword="null"/> where it goes. It calls nothing.</summary>
    /// <param name="context">The run.</param>
    /// <param name="options">What may be removed.</param>
    public virtual string? StaysBecause(E2EStepContext context, TearDownOptions options) => null;

    /// <summary>
    /// Finds again what an attempt made whose outcome the journal does not have, and sets the facts about it: what a tear-down after a kill must remove as well. It reads only.
    /// Called where the journal has the intent and no outcome.
    /// </summary>
    internal virtual Task RecallAsync(E2EStepContext context, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Removes what the run made in this step. Called only where the journal says that the run made it.</summary>
    /// <param name="context">The run.</param>
    /// <param name="options">What may be removed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public virtual Task<TearDownOutcome> TearDownAsync(E2EStepContext context, TearDownOptions options, CancellationToken cancellationToken) =>
        Task.FromResult(TearDownOutcome.Nothing);
}
