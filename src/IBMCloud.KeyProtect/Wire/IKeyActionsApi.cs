using Refit;

namespace IBMCloud.KeyProtect.Wire;

/// <summary>Key Protect API v2: what a key does. Answers are bare objects; the state changes answer 204.</summary>
internal interface IKeyActionsApi
{
    /// <summary>wrap, unwrap, rewrap, rotate, with a body.</summary>
    [Post("/api/v2/keys/{id}/actions/{action}")]
    Task<HttpResponseMessage> ActAsync(
        string id,
        string action,
        [Body] HttpContent body,
        [Property("IBMCloud.Operation")] string operation,
        [Property("IBMCloud.Idempotent")] bool idempotent,
        CancellationToken cancellationToken);

    /// <summary>enable, disable, sync, setKeyForDeletion, unsetKeyForDeletion, without a body.</summary>
    [Post("/api/v2/keys/{id}/actions/{action}")]
    Task<HttpResponseMessage> ActAsync(
        string id,
        string action,
        [Property("IBMCloud.Operation")] string operation,
        [Property("IBMCloud.Idempotent")] bool idempotent,
        CancellationToken cancellationToken);
}
