using IBMCloud.Core;
using IBMCloud.Iam;

namespace IBMCloud.ResourceController;

/// <summary>Credentials to be made.</summary>
public sealed record ResourceKeyDraft
{
    /// <summary>Name; need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>GUID or CRN of the instance.</summary>
    public required string Source { get; init; }

    /// <summary>Role of the service ID on the instance; the service's default where <see langword="null"/>.</summary>
    public IamRole? Role { get; init; }

    /// <summary>An existing service ID to act as; one is made for these credentials where <see langword="null"/>.</summary>
    public Crn? ServiceId { get; init; }

    /// <summary>Also make an HMAC pair; Object Storage only.</summary>
    public bool WithHmac { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Name);
        ArgumentException.ThrowIfNullOrEmpty(Source);
    }
}
