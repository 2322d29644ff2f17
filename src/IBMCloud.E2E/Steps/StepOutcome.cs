namespace IBMCloud.E2E;

/// <summary>How a step ended.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="Resources">What it is about: ids or names.</param>
/// <param name="Detail">More for people, or <see langword="null"/>.</param>
public sealed record StepOutcome(StepOutcomeKind Kind, IReadOnlyList<string> Resources, string? Detail = null)
{
    /// <summary>It was there.</summary>
    /// <param name="resource">Id or name.</param>
    /// <param name="detail">More for people.</param>
    public static StepOutcome Exists(string resource, string? detail = null) => new(StepOutcomeKind.Exists, [resource], detail);

    /// <summary>The step made it.</summary>
    /// <param name="resource">Id or name.</param>
    /// <param name="detail">More for people.</param>
    public static StepOutcome Created(string resource, string? detail = null) => new(StepOutcomeKind.Created, [resource], detail);

    /// <summary>Nothing had to be there or be made: the step looked.</summary>
    /// <param name="detail">What it saw.</param>
    public static StepOutcome Checked(string detail) => new(StepOutcomeKind.Checked, [], detail);
}

/// <summary>What a step did.</summary>
public enum StepOutcomeKind
{
    /// <summary>It found what it wanted.</summary>
    Exists,

    /// <summary>It made what it wanted.</summary>
    Created,

    /// <summary>It looked.</summary>
    Checked,
}
