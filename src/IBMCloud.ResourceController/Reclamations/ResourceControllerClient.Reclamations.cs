using System.Net;
using IBMCloud.Core;
using IBMCloud.ResourceController.Wire;

namespace IBMCloud.ResourceController;

public sealed partial class ResourceControllerClient
{
    /// <summary>The deleted instances of an account that can still be restored.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="instanceGuid">Only that of this instance.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<Reclamation>> ListReclamationsAsync(string accountId, string? instanceGuid = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "list reclamations";
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        var list = await ReadAsync(
            _reclamations.ListAsync(accountId, instanceGuid, Operation, cancellationToken), Operation, ResourceJson.Default.ReclamationListWire).ConfigureAwait(false);
        return
        [
            .. (list.Items ?? []).Where(one => !string.IsNullOrEmpty(one.Id)).Select(one => new Reclamation
            {
                Id = one.Id!,
                Instance = Crn.TryParse(one.EntityCrn, out var crn) ? crn : null,
                InstanceGuid = one.InstanceId ?? crn?.ServiceInstance ?? "",
                State = one.State ?? "",
                GoneAt = one.TargetTime,
            }),
        ];
    }

    /// <summary>Brings a deleted instance back. Its resource keys do not come back.</summary>
    /// <param name="reclamation">From <see cref="ListReclamationsAsync"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">Its time is over, or the identity may not restore it.</exception>
    public Task RestoreInstanceAsync(Reclamation reclamation, CancellationToken cancellationToken = default) =>
        ActAsync(reclamation, "restore", "restore an instance", state => state is ResourceInstanceState.Active or ResourceInstanceState.Provisioning, cancellationToken);

    /// <summary>
    /// Ends a deleted instance for good, before its time. <b>All keys of a Key Protect instance go with it, and with them every image and disk whose keys they
    /// wrap.</b>
    /// </summary>
    /// <param name="reclamation">From <see cref="ListReclamationsAsync"/>.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task ReclaimInstanceAsync(Reclamation reclamation, CancellationToken cancellationToken = default) =>
        ActAsync(reclamation, "reclaim", "reclaim an instance", state => state is ResourceInstanceState.Removed, cancellationToken);

    private async Task ActAsync(Reclamation reclamation, string action, string operation, Func<ResourceInstanceState, bool> done, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(reclamation);
        using var body = new ByteArrayContent("{}"u8.ToArray()) { Headers = { ContentType = new("application/json") } };
        using var answer = await IbmCloudAnswer.ReceiveAsync(
            _reclamations.ActAsync(reclamation.Id, action, body, operation, idempotent: true, cancellationToken), Service, operation).ConfigureAwait(false);
        if (answer.IsSuccess || (answer.Status == HttpStatusCode.NotFound && done(await StateAsync(reclamation.InstanceGuid, cancellationToken).ConfigureAwait(false))))
        {
            // A reclamation that is not there any more was acted on: by a repeat of this call after a lost answer, or by somebody else with the same wish.
            return;
        }

        throw answer.ToException();
    }

    private async Task<ResourceInstanceState> StateAsync(string guid, CancellationToken cancellationToken)
    {
        try
        {
            return (await GetInstanceAsync(guid, cancellationToken).ConfigureAwait(false)).State;
        }
        catch (IbmCloudException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return ResourceInstanceState.Removed;
        }
    }
}
