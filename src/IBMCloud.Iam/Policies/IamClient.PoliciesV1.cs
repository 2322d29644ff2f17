using System.Runtime.CompilerServices;
using IBMCloud.Core;
using IBMCloud.Iam.Wire;

namespace IBMCloud.Iam;

public sealed partial class IamClient
{
    /// <summary>
    /// The active policies of an account that were written with the first version of the API. <see cref="ListPoliciesAsync"/> shows those of both versions;
    /// this is for accounts, and tools beside this one, that still write the old ones.
    /// </summary>
    /// <param name="accountId">Account.</param>
    /// <param name="kind">Only access policies or only authorizations; both where <see langword="null"/>.</param>
    /// <param name="iamId">Only those of this identity.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async IAsyncEnumerable<Policy> ListVersion1PoliciesAsync(
        string accountId, PolicyKind? kind = null, string? iamId = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        const string Operation = "list v1 policies";
        ArgumentException.ThrowIfNullOrEmpty(accountId);
        string? mark = null;
        do
        {
            var page = await ReadAsync(
                _policies.ListVersion1Async(accountId, iamId, TypeOf(kind), PageSize, mark, Operation, cancellationToken), Operation, IamJson.Default.PolicyV1PageWire)
                .ConfigureAwait(false);
            foreach (var item in page.Items ?? [])
            {
                if (PolicyReading.Read(item) is { } policy && (kind is null || policy.Kind == kind))
                {
                    yield return policy;
                }
            }

            mark = page.Next?.Start ?? PageLink.MarkOf(Service, _address, page.Next?.Href, "start");
        }
        while (mark is not null);
    }

    private static string? TypeOf(PolicyKind? kind) => kind switch { PolicyKind.Access => "access", PolicyKind.Authorization => "authorization", _ => null };
}
