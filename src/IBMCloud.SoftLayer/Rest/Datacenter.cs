namespace IBMCloud.SoftLayer;

/// <summary>A datacenter (<c>SoftLayer_Location</c>).</summary>
public sealed record Datacenter
{
    /// <summary>Id.</summary>
    public long? Id { get; init; }

    /// <summary>Name, for example <c>dal13</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Words, for example <c>Dallas 13</c>.</summary>
    public string? LongName { get; init; }
}
