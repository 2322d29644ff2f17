namespace IBMCloud.SoftLayer;

/// <summary>The copy of an image template in one datacenter (a child of the template group).</summary>
public sealed record ImageTemplateCopy
{
    /// <summary>Id.</summary>
    public long Id { get; init; }

    /// <summary>The transaction under way; <see langword="null"/> or 0: none.</summary>
    public long? TransactionId { get; init; }

    /// <summary>The transaction under way.</summary>
    public Transaction? Transaction { get; init; }

    /// <summary>Where it is.</summary>
    public Datacenter? Datacenter { get; init; }

    /// <summary>Size of its disks in bytes.</summary>
    public long? BlockDevicesDiskSpaceTotal { get; init; }
}
