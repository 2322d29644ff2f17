namespace IBMCloud.SoftLayer;

/// <summary>Work under way on an object (<c>SoftLayer_Provisioning_Version1_Transaction</c>).</summary>
public sealed record Transaction
{
    /// <summary>Id.</summary>
    public long Id { get; init; }

    /// <summary>The step that it is at.</summary>
    public TransactionStatus? TransactionStatus { get; init; }
}

/// <summary>A step of a transaction.</summary>
public sealed record TransactionStatus
{
    /// <summary>Key, for example <c>CLOUD_TRANSFER_DISK_TEMPLATE</c>.</summary>
    public string? Name { get; init; }

    /// <summary>Words, for example <c>Transfer Cloud Disk Template</c>.</summary>
    public string? FriendlyName { get; init; }
}
