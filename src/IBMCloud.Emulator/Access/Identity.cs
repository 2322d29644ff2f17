namespace IBMCloud.Emulator.Access;

/// <summary>Who asks: a user, a service ID, or another service of the cloud acting by a service-to-service authorization.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="IamId"><c>IBMid-…</c>, <c>iam-ServiceId-…</c>, or the service's name.</param>
/// <param name="AccountId">The account that it belongs to.</param>
internal sealed record Identity(IdentityKind Kind, string IamId, string AccountId)
{
    /// <summary>The service that classic infrastructure acts as ("Cloud Block Storage" in the console).</summary>
    public const string ServerProtect = "server-protect";

    /// <summary>For a service: the instance that acts, or null for the service as a whole.</summary>
    public string? ServiceInstance { get; init; }

    /// <summary>A service of the cloud, such as <see cref="ServerProtect"/>, acting for an account.</summary>
    public static Identity OfService(string serviceName, string accountId, string? serviceInstance = null) =>
        new(IdentityKind.Service, serviceName, accountId) { ServiceInstance = serviceInstance };
}
