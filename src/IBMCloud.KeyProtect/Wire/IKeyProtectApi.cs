using Refit;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>Key Protect API v2: what is not a key itself: import token, rules, key rings, registrations.</summary>
internal interface IKeyProtectApi
{
    [Post("/api/v2/import_token")]
    Task<HttpResponseMessage> CreateImportTokenAsync(
        [Body] HttpContent body, [Property("IBMCloud.Operation")] string operation, [Property("IBMCloud.Idempotent")] bool idempotent, CancellationToken cancellationToken);

    [Get("/api/v2/import_token")]
    Task<HttpResponseMessage> GetImportTokenAsync([Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/api/v2/keys/{id}/policies")]
    Task<HttpResponseMessage> GetKeyPoliciesAsync(
        string id, [AliasAs("policy")] string? policy, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Put("/api/v2/keys/{id}/policies")]
    Task<HttpResponseMessage> SetKeyPolicyAsync(
        string id,
        [AliasAs("policy")] string policy,
        [Body] HttpContent body,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Get("/api/v2/instance/policies")]
    Task<HttpResponseMessage> GetInstancePoliciesAsync(
        [AliasAs("policy")] string? policy, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Put("/api/v2/instance/policies")]
    Task<HttpResponseMessage> SetInstancePolicyAsync(
        [AliasAs("policy")] string policy, [Body] HttpContent body, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Post("/api/v2/key_rings/{id}")]
    Task<HttpResponseMessage> CreateKeyRingAsync(
        string id, [Property("IBMCloud.Operation")] string operation, [Property("IBMCloud.Idempotent")] bool idempotent, CancellationToken cancellationToken);

    [Get("/api/v2/key_rings")]
    Task<HttpResponseMessage> ListKeyRingsAsync([Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Delete("/api/v2/key_rings/{id}")]
    Task<HttpResponseMessage> DeleteKeyRingAsync(
        string id, [AliasAs("force")] string? force, [Property("IBMCloud.Operation")] string operation, CancellationToken cancellationToken);

    [Get("/api/v2/keys/registrations")]
    Task<HttpResponseMessage> ListRegistrationsAsync(
        [AliasAs("limit")] int limit,
        [AliasAs("offset")] int offset,
        [AliasAs("preventKeyDeletion")] string? preventKeyDeletion,
        [AliasAs("urlEncodedResourceCRNQuery")] string? resourceCrn,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);

    [Get("/api/v2/keys/{id}/registrations")]
    Task<HttpResponseMessage> ListRegistrationsAsync(
        string id,
        [AliasAs("limit")] int limit,
        [AliasAs("offset")] int offset,
        [AliasAs("preventKeyDeletion")] string? preventKeyDeletion,
        [AliasAs("urlEncodedResourceCRNQuery")] string? resourceCrn,
        [Property("IBMCloud.Operation")] string operation,
        CancellationToken cancellationToken);
}
