namespace IBMCloud.SoftLayer;

/// <summary>A state with its key and its words.</summary>
public sealed record NamedStatus
{
    /// <summary>Words, for example <c>Active</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Key, for example <c>ACTIVE</c>.</summary>
    public string? KeyName { get; init; }
}
