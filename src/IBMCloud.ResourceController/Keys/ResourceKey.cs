using IBMCloud.Core;

namespace IBMCloud.ResourceController;

/// <summary>
/// Credentials of an instance ("service credential"): a service ID with a role on it, an API key of that, and for Object Storage an HMAC pair where it was
/// asked for. Unlike an API key that is made by itself, these can be read again.
/// </summary>
public sealed class ResourceKey : IDisposable
{
    /// <summary>The CRN.</summary>
    public required Crn Crn { get; init; }

    /// <summary>GUID.</summary>
    public required string Guid { get; init; }

    /// <summary>Name, not unique.</summary>
    public required string Name { get; init; }

    /// <summary>CRN of the instance.</summary>
    public required Crn Source { get; init; }

    /// <summary>CRN of the role, or <see langword="null"/> where the service ID brings its own access.</summary>
    public string? Role { get; init; }

    /// <summary>CRN of the service ID, or <see langword="null"/> where the service names none.</summary>
    public Crn? ServiceId { get; init; }

    /// <summary>Value of the API key, or <see langword="null"/> where the identity may not see it.</summary>
    public SecretString? ApiKey { get; init; }

    /// <summary>The HMAC pair, or <see langword="null"/>.</summary>
    public HmacCredential? Hmac { get; init; }

    /// <summary>When it was made, or <see langword="null"/> where the service does not say.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>Name and GUID; never a credential.</summary>
    public override string ToString() => $"{Name} ({Guid})";

    /// <summary>Zeroes the credentials.</summary>
    public void Dispose()
    {
        ApiKey?.Dispose();
        Hmac?.Dispose();
    }
}
