namespace IBMCloud.KeyProtect;

/// <summary>The rules of one key.</summary>
public sealed record KeyPolicies
{
    /// <summary>Months between rotations by the service, or <see langword="null"/> where it does not rotate.</summary>
    public int? RotationMonths { get; init; }

    /// <summary>Its deletion needs two people.</summary>
    public bool NeedsDualAuthorization { get; init; }
}
