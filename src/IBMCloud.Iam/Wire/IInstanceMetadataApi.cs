using System.Text.Json.Serialization;
using Refit;

namespace IBMCloud.Iam.Wire;

/// <summary>Instance identity of the VPC metadata service, version 2022-03-01.</summary>
internal interface IInstanceMetadataApi
{
    [Put("/instance_identity/v1/token?version=2022-03-01")]
    [Headers("Metadata-Flavor: ibm", "Accept: application/json")]
    Task<HttpResponseMessage> IdentifyAsync([Body] HttpContent body, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/instance_identity/v1/iam_token?version=2022-03-01")]
    [Headers("Accept: application/json")]
    Task<HttpResponseMessage> ExchangeAsync(
        [Body] HttpContent body,
        [Header("Authorization")] string identity,
        [Property("IBMCloud.Operation")] string operation,
        [Property("IBMCloud.Idempotent")] bool idempotent,
        CancellationToken cancellationToken);
}

/// <summary>Asks for an identity token; it is used at once, so a short life is enough.</summary>
internal sealed class InstanceIdentityRequestWire
{
    /// <summary>Seconds.</summary>
    [JsonPropertyName("expires_in")]
    public int ExpiresIn { get; init; } = 300;
}

/// <summary>Asks for IAM's token.</summary>
internal sealed class InstanceTokenRequestWire
{
    [JsonPropertyName("trusted_profile")]
    public InstanceProfileWire? TrustedProfile { get; init; }
}

/// <summary>Names a profile.</summary>
internal sealed class InstanceProfileWire
{
    [JsonPropertyName("id")]
    public string? Id { get; init; }
}
