namespace IBMCloud.SoftLayer;

/// <summary>The classic (IMS) account.</summary>
public sealed record SoftLayerAccount
{
    /// <summary>Id: what account management calls the linked account with origin IMS.</summary>
    public long Id { get; init; }

    /// <summary>Company.</summary>
    public string? CompanyName { get; init; }
}
