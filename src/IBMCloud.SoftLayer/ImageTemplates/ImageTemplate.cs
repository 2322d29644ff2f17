namespace IBMCloud.SoftLayer;

/// <summary>An image template (<c>SoftLayer_Virtual_Guest_Block_Device_Template_Group</c>): a parent with one copy in each datacenter.</summary>
public sealed record ImageTemplate
{
    /// <summary>The id that calls take.</summary>
    public long Id { get; init; }

    /// <summary>The UUID that orders take.</summary>
    public string? GlobalIdentifier { get; init; }

    /// <summary>Name. It is not unique.</summary>
    public string? Name { get; init; }

    /// <summary>Free text.</summary>
    public string? Note { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>State. <c>Active</c> does not mean that it can be used: see <see cref="IsReady"/>.</summary>
    public NamedStatus? Status { get; init; }

    /// <summary>The transaction under way on the parent; <see langword="null"/> or 0: none.</summary>
    public long? TransactionId { get; init; }

    /// <summary>The transaction under way on the parent.</summary>
    public Transaction? Transaction { get; init; }

    /// <summary>The copies. Right after a create there may be none.</summary>
    public IReadOnlyList<ImageTemplateCopy>? Children { get; init; }

    /// <summary>No transaction on the parent, at least one copy, and no transaction on any copy: only then can it be ordered from.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsReady => TransactionId is null or 0 && Children is { Count: > 0 } && Children.All(child => child.TransactionId is null or 0);

    /// <summary>What is under way, in the service's words; empty when idle.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<string> Running => [.. new[] { (TransactionId, Transaction) }
        .Concat((Children ?? []).Select(child => (child.TransactionId, child.Transaction)))
        .Where(one => one.TransactionId is not (null or 0))
        .Select(one => one.Transaction?.TransactionStatus?.FriendlyName ?? one.Transaction?.TransactionStatus?.Name ?? $"transaction {one.TransactionId}")];
}
