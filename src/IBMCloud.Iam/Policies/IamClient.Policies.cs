using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IBMCloud.Core;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

public sealed partial class IamClient
{
    // IBM's own provider waits this long for a new policy to be seen.
    private static readonly TimeSpan LongestUntilSeen = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FirstLookDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestLookDelay = TimeSpan.FromSeconds(10);

    /// <summary>The active policies of an account.</summary>
    /// <param name="accountId">Account.</param>
    /// <param name="kind">Only access policies or only authorizations; both where <see langword="null"/>.</param>
    /// <param name="iamId">Only those of this identity.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<Policy> ListPoliciesAsync(
        string accountId, PolicyKind? kind = null, string? iamId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Operation = "list policies";
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        string? mark = null;
        do
        {
            var page = await ReadAsync(
                _policies.ListAsync(accountId, iamId, TypeOf(kind), PageSize, mark, Operation, cancellationToken), Operation, IamJson.Default.PolicyPageWire).ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                if (PolicyReading.IsActive(item) && PolicyReading.Read(item) is { } policy && (kind is null || policy.Kind == kind))
                {
                    yield return policy;
                }
            }

            mark = page.Next?.Start ?? PageLink.MarkOf(Service, _address, page.Next?.Href, "start");
        }
        while (mark is not null);
    }

    /// <summary>One policy.</summary>
    /// <param name="id">Id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The policy, or <see langword="null"/> where there is none, or it is deleted, or is too new to be seen.</returns>
    public async Task<Policy?> FindPolicyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "get a policy";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_policies.GetAsync(id, Operation, cancellationToken), Operation).ConfigureAwait(false);
        if (answer.Status == HttpStatusCode.NotFound)
        {
            return null;
        }

        var wire = answer.Read(static body => JsonSerializer.Deserialize(body, IamJson.Default.PolicyWire));
        return PolicyReading.IsActive(wire) ? PolicyReading.Read(wire) : null;
    }

    /// <summary>Deletes a policy. One that is gone already is no error.</summary>
    /// <param name="id">Id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">The service ID it is about is locked, or the identity may not delete it.</exception>
    public async Task DeletePolicyAsync(string id, CancellationToken cancellationToken = default)
    {
        const string Operation = "delete a policy";
        ArgumentException.ThrowIfNullOrEmpty(id);
        using var answer = await ReceiveAsync(_policies.DeleteAsync(id, Operation, cancellationToken), Operation).ConfigureAwait(false);
        if (!answer.IsSuccess && answer.Status != HttpStatusCode.NotFound)
        {
            throw answer.ToException(SaysLocked(answer) ? "Unlock the service ID first (UnlockServiceIdAsync)." : null);
        }
    }

    /// <summary>The access policy that grants exactly this.</summary>
    /// <param name="draft">What is looked for.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The policy, or <see langword="null"/>.</returns>
    public Task<Policy?> FindAccessPolicyAsync(AccessPolicyDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return FindAsync(draft.ToGrant(), draft.IamId, cancellationToken);
    }

    /// <summary>The authorization that grants exactly this.</summary>
    /// <param name="draft">What is looked for.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The authorization, or <see langword="null"/>.</returns>
    public Task<Policy?> FindAuthorizationAsync(AuthorizationDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return FindAsync(draft.ToGrant(), iamId: null, cancellationToken);
    }

    /// <summary>
    /// Sees to it that an identity has access: finds a policy that grants exactly this, else makes one. Where IAM says that another one already grants it,
    /// that one is read and is taken if it does. A new policy needs up to some minutes until every service follows it.
    /// </summary>
    /// <param name="draft">The access.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">A policy that differs is in the way, the service ID is locked, or the identity may not give this access.</exception>
    public Task<Ensured<Policy>> EnsureAccessPolicyAsync(AccessPolicyDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return EnsureAsync(draft.ToGrant(), draft.IamId, cancellationToken);
    }

    /// <summary>Sees to it that a service may use another: as <see cref="EnsureAccessPolicyAsync"/>, for services.</summary>
    /// <remarks>An authorization of Cloud Block Storage must live as long as any image, disk or server made with it: without it they do not start.</remarks>
    /// <param name="draft">The authorization.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="IbmCloudException">An authorization that differs is in the way, or the identity may not give this one.</exception>
    public Task<Ensured<Policy>> EnsureAuthorizationAsync(AuthorizationDraft draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return EnsureAsync(draft.ToGrant(), iamId: null, cancellationToken);
    }

    private async Task<Policy?> FindAsync(PolicyGrant grant, string? iamId, CancellationToken cancellationToken)
    {
        await foreach (var policy in ListPoliciesAsync(grant.AccountId, grant.Kind, iamId, cancellationToken).ConfigureAwait(false))
        {
            if (policy.IsExactly(grant))
            {
                return policy;
            }
        }

        return null;
    }

    private async Task<Ensured<Policy>> EnsureAsync(PolicyGrant grant, string? iamId, CancellationToken cancellationToken)
    {
        if (await FindAsync(grant, iamId, cancellationToken).ConfigureAwait(false) is { } found)
        {
            return new(found, Created: false);
        }

        const string Operation = "create a policy";
        using var body = Json(grant.ToWire(), IamJson.Default.PolicyWire);
        using var answer = await ReceiveAsync(_policies.CreateAsync(body, Operation, idempotent: true, cancellationToken), Operation).ConfigureAwait(false);
        if (answer.Status != HttpStatusCode.Conflict)
        {
            var made = PolicyReading.Read(answer.Read(static body => JsonSerializer.Deserialize(body, IamJson.Default.PolicyWire)));
            var id = Need(made?.Id, Operation, "id");
            return new(await UntilSeenAsync(id, cancellationToken).ConfigureAwait(false), Created: true);
        }

        var inTheWay = PolicyReading.ConflictingId(answer.TryReadError(static body => JsonSerializer.Deserialize(body, IamJson.Default.PolicyRefusalWire)))
            ?? throw answer.ToException("Find the policy in the way under Manage > Access (IAM), and delete it if it is not needed.");
        var other = await UntilSeenAsync(inTheWay, cancellationToken).ConfigureAwait(false);
        if (!other.Covers(grant))
        {
            throw answer.ToException($"The policy {other.Id} is in the way and grants something else: change or delete it, then try again.");
        }

        // It was not there when this call looked: with the caller's own marker on it, it is what a lost answer of this call made.
        return new(other, Created: other.IsExactly(grant) && grant.Description is not null && other.Description == grant.Description);
    }

    private async Task<Policy> UntilSeenAsync(string id, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        for (var delay = FirstLookDelay; ; delay = delay * 2 < LongestLookDelay ? delay * 2 : LongestLookDelay)
        {
            if (await FindPolicyAsync(id, cancellationToken).ConfigureAwait(false) is { } policy)
            {
                return policy;
            }

            if (_time.GetElapsedTime(started) >= LongestUntilSeen)
            {
                throw new IbmCloudException(Service, "get a policy", $"The policy {id} was made, but IAM does not show it after {LongestUntilSeen.TotalMinutes:0} minutes. Try again later.")
                {
                    Status = HttpStatusCode.NotFound,
                    IsRetryable = true,
                };
            }

            await Task.Delay(delay, _time, cancellationToken).ConfigureAwait(false);
        }
    }
}
