namespace IBMCloud.SoftLayer;

/// <summary>An operating system that images can have (<c>SoftLayer_Software_Description</c>).</summary>
public sealed record OperatingSystem
{
    /// <summary>Code, for example <c>DEBIAN_12_64</c>.</summary>
    public string? ReferenceCode { get; init; }

    /// <summary>Words.</summary>
    public string? LongDescription { get; init; }
}
