namespace IBMCloud.KeyProtect;

/// <summary>Which ways of making keys an instance allows.</summary>
public sealed record KeyCreationRules
{
    /// <summary>Root keys whose material the service generates.</summary>
    public bool CreateRootKeys { get; init; } = true;

    /// <summary>Standard keys whose material the service generates.</summary>
    public bool CreateStandardKeys { get; init; } = true;

    /// <summary>Root keys brought from outside.</summary>
    public bool ImportRootKeys { get; init; } = true;

    /// <summary>Standard keys brought from outside.</summary>
    public bool ImportStandardKeys { get; init; } = true;

    /// <summary>Keys from outside come encrypted for an import token only.</summary>
    public bool DemandImportToken { get; init; }
}
