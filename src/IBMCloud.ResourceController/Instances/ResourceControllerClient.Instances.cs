using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.Iam;
using IBMCloud.ResourceController.Wire;

namespace IBMCloud.ResourceController;

public sealed partial class ResourceControllerClient
{
    private const string LockedOrBusy = "Unlock it first (UnlockInstanceAsync), and wait for what it is doing to end.";
    private static readonly TimeSpan FirstLookDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestLookDelay = TimeSpan.FromSeconds(10);

    // As long as IBM's own provider waits by default.
    private static readonly TimeSpan LongestUntilActive = TimeSpan.FromMinutes(10);

    /// <summary>The instances that are active or being made.</summary>
    /// <param name="name">Only those with exactly this name; names are not unique.</param>
    /// <param name="planId">Only those of this plan.</param>
    /// <param name="resourceGroupId">Only those of this resource group.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<ResourceInstance> ListInstancesAsync(
        string? name = null, string? planId = null, string? resourceGroupId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Operation = "list instances";
        string? mark = null;
        do
        {
            var page = await ReadAsync(
                _instances.ListInstancesAsync(name, planId, resourceGroupId, "service_instance", PageSize, mark, Operation, cancellationToken),
                Operation,
                ResourceJson.Default.InstancePageWire).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                var instance = InstanceReading.Read(item, Operation);
                if ((name is null || instance.Name == name) && (planId is null || instance.PlanId == planId))
                {
                    yield return instance;
                }
            }

            mark = PageLink.MarkOf(Service, _address, page.NextUrl, "start");
        }
        while (mark is not null);
    }

    /// <summary>One instance.</summary>
    /// <param name="id">GUID or CRN.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ResourceInstance> GetInstanceAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "get an instance";
        ArgumentException.ThrowIfNullOrEmpty(id);
        return InstanceReading.Read(
            await ReadAsync(_instances.GetInstanceAsync(id, Operation, cancellationToken), Operation, ResourceJson.Default.InstanceWire).ConfigureAwait(false), Operation);
    }

    /// <summary>
    /// Makes an instance; <see cref="WaitUntilActiveAsync"/> waits until it can be used. The service makes a second one of the same name without a word, so
    /// where the answer was lost the instance is looked for: one that is new and has this name, plan and group is taken.
    /// </summary>
    /// <param name="draft">The instance to be made.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<ResourceInstance> CreateInstanceAsync(ResourceInstanceDraft draft, CancellationToken cancellationToken = default)
    {
        const string Operation = "create an instance";
        ArgumentNullException.ThrowIfNull(draft);
        draft.Validate();
        var before = await LikeAsync(draft, cancellationToken).ConfigureAwait(false);
        try
        {
            var wire = new InstanceDraftWire
            {
                Name = draft.Name,
                Target = draft.Target,
                ResourceGroup = draft.ResourceGroupId,
                PlanId = draft.PlanId,
                Tags = draft.Tags.Count == 0 ? null : draft.Tags,
                Parameters = draft.Parameters.Count == 0 ? null : draft.Parameters,
            };
            using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(wire, ResourceJson.Default.InstanceDraftWire)) { Headers = { ContentType = new("application/json") } };
            return InstanceReading.Read(
                await ReadAsync(_instances.CreateInstanceAsync(body, Operation, cancellationToken), Operation, ResourceJson.Default.InstanceWire).ConfigureAwait(false), Operation);
        }
        catch (IbmCloudException e) when (IsAmbiguous(e))
        {
            var after = await LikeAsync(draft, cancellationToken).ConfigureAwait(false);
            if (after.FirstOrDefault(one => !before.Exists(old => old.Guid == one.Guid)) is { } made)
            {
                return made;
            }

            throw;
        }
    }

    /// <summary>
    /// Sees to it that an instance is there: takes the oldest with this name, plan, target and group that is active or being made, else makes one.
    /// <see cref="WaitUntilActiveAsync"/> waits until it can be used.
    /// </summary>
    /// <param name="draft">The instance.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<Ensured<ResourceInstance>> EnsureInstanceAsync(ResourceInstanceDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        draft.Validate();
        var present = await LikeAsync(draft, cancellationToken).ConfigureAwait(false);
        return present.Where(one => one.Region == draft.Target).MinBy(one => one.CreatedAt) is { } found
            ? new(found, Created: false)
            : new(await CreateInstanceAsync(draft, cancellationToken).ConfigureAwait(false), Created: true);
    }

    /// <summary>Waits until an instance is active, at most ten minutes.</summary>
    /// <param name="id">GUID or CRN.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="IbmCloudException">It could not be made, was deleted, or took too long.</exception>
    public async Task<ResourceInstance> WaitUntilActiveAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "wait for an instance";
        using var activity = InstanceTelemetry.StartWait(id);
        var started = _time.GetTimestamp();
        for (var delay = FirstLookDelay; ; delay = delay * 2 < LongestLookDelay ? delay * 2 : LongestLookDelay)
        {
            var instance = await GetInstanceAsync(id, cancellationToken).ConfigureAwait(false);
            switch (instance)
            {
                // A failed change of an instance leaves it as usable as it was.
                case { State: ResourceInstanceState.Active, IsBusy: false }:
                    InstanceTelemetry.Waited(_time.GetElapsedTime(started));
                    return instance;
                case { HasFailed: true } or { State: not (ResourceInstanceState.Active or ResourceInstanceState.Provisioning or ResourceInstanceState.Unknown) }:
                    throw new IbmCloudException(Service, Operation,
                        $"The instance '{instance.Name}' ({id}) is {instance.State}{(instance.LastOperation is { } text ? $": {text.TrimEnd('.')}" : "")}. Delete it, correct the cause, and make it again.");
            }

            if (_time.GetElapsedTime(started) >= LongestUntilActive)
            {
                throw new IbmCloudException(Service, Operation,
                    $"The instance '{instance.Name}' ({id}) is still {instance.State} after {LongestUntilActive.TotalMinutes:0} minutes. Look at it in the console; waiting again is safe.")
                {
                    IsRetryable = true,
                };
            }

            await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Deletes an instance with its resource keys. One that is gone already is no error. Some services keep it for days, in which it can be restored.</summary>
    /// <param name="id">GUID or CRN.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">It is locked or still holds something, or the identity may not delete it.</exception>
    public async Task DeleteInstanceAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "delete an instance";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await IbmCloudAnswer.ReceiveAsync(_instances.DeleteInstanceAsync(id, "true", Operation, cancellationToken), Service, Operation).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status is not (HttpStatusCode.NotFound or HttpStatusCode.Gone))
        {
            throw answer.ToException(answer.Status == HttpStatusCode.UnprocessableEntity ? LockedOrBusy : null);
        }
    }

    /// <summary>Changes an instance's name or parameters.</summary>
    /// <param name="id">GUID or CRN.</param>
    /// <param name="name">New name; <see langword="null"/> keeps the present one.</param>
    /// <param name="parameters">New parameters; <see langword="null"/> keeps the present ones.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">It is locked or not active, the service does not take the parameters, or the identity may not change it.</exception>
    public async Task<ResourceInstance> UpdateInstanceAsync(
        string id, string? name = null, IReadOnlyDictionary<string, string>? parameters = null, CancellationToken cancellationToken = default)
    {
        const string Operation = "update an instance";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var body = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(new InstanceChangeWire { Name = name, Parameters = parameters }, ResourceJson.Default.InstanceChangeWire)) { Headers = { ContentType = new("application/json") } };
        using var answer = await IbmCloudAnswer.ReceiveAsync(_instances.UpdateInstanceAsync(id, body, Operation, idempotent: true, cancellationToken), Service, Operation).ConfigureAwait(false);
        return answer.IsSuccess
            ? InstanceReading.Read(answer.Read(static body => JsonSerializer.Deserialize(body, ResourceJson.Default.InstanceWire)), Operation)
            : throw answer.ToException(answer.Status == HttpStatusCode.UnprocessableEntity ? LockedOrBusy : null);
    }

    /// <summary>Locks an instance: it refuses to be changed or deleted.</summary>
    /// <param name="id">GUID or CRN.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task LockInstanceAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "lock an instance";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await IbmCloudAnswer.ReceiveAsync(_instances.LockInstanceAsync(id, Operation, idempotent: true, cancellationToken), Service, Operation).ConfigureAwait(false);
        answer.EnsureSuccess();
    }

    /// <summary>Unlocks an instance.</summary>
    /// <param name="id">GUID or CRN.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task UnlockInstanceAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "unlock an instance";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await IbmCloudAnswer.ReceiveAsync(_instances.UnlockInstanceAsync(id, Operation, cancellationToken), Service, Operation).ConfigureAwait(false);
        answer.EnsureSuccess();
    }

    private async Task<List<ResourceInstance>> LikeAsync(ResourceInstanceDraft draft, CancellationToken cancellationToken)
    {
        var found = new List<ResourceInstance>();
        await foreach (var one in ListInstancesAsync(draft.Name, draft.PlanId, draft.ResourceGroupId, cancellationToken).ConfigureAwait(false))
        {
            found.Add(one);
        }

        return found;
    }
}
