namespace IBMCloud.E2E;

/// <summary>What a run would do in one step.</summary>
public sealed record PlannedStep
{
    /// <summary>Id of the step.</summary>
    public required string Id { get; init; }

    /// <summary>What the step does, for people.</summary>
    public required string Title { get; init; }

    /// <summary>What would happen.</summary>
    public required PlanVerdict Verdict { get; init; }

    /// <summary>Why, and where it cannot be done, what to do.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether it costs money.</summary>
    public CostClass Cost { get; init; } = CostClass.Free;

    /// <summary>What the caller must be allowed to do, for example <c>Writer on the Key Protect instance</c>; empty where nothing special is needed.</summary>
    public string Permission { get; init; } = "";

    /// <summary>Tear-down removes it.</summary>
    public bool TearDownRemoves { get; init; }

    /// <summary>Ids of the steps before it.</summary>
    public IReadOnlyList<string> After { get; init; } = [];
}

/// <summary>What would happen in a step.</summary>
public enum PlanVerdict
{
    /// <summary>It is there already.</summary>
    Exists,

    /// <summary>It will be made.</summary>
    WillCreate,

    /// <summary>It is there and will be changed.</summary>
    WillChange,

    /// <summary>Something will be looked at.</summary>
    WillCheck,

    /// <summary>It cannot be done until the user does something.</summary>
    Cannot,
}

/// <summary>Whether a step costs money.</summary>
public enum CostClass
{
    /// <summary>No cost.</summary>
    Free,

    /// <summary>IBM bills for it.</summary>
    Billed,
}
