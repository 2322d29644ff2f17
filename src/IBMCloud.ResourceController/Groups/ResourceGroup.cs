using IBMCloud.Core;

namespace IBMCloud.ResourceController;

/// <summary>A resource group: instances are made in one.</summary>
public sealed record ResourceGroup
{
    /// <summary>Id.</summary>
    public required string Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Account it belongs to.</summary>
    public required string AccountId { get; init; }

    /// <summary>The CRN, or <see langword="null"/> where the service names none.</summary>
    public Crn? Crn { get; init; }

    /// <summary>It is the account's default.</summary>
    public bool IsDefault { get; init; }

    /// <summary>It takes new instances; a suspended one does not.</summary>
    public bool IsActive { get; init; }
}
