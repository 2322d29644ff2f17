using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;

namespace IBMCloud.Emulator.Iam.Policies;

/// <summary>What makes a policy valid, and what makes two of them conflict (spec iam-keyprotect §3, §3.1, §3.2).</summary>
internal sealed class PolicyRules(EmulatedCloud cloud)
{
    // Console labels ("Cloud Block Storage", "KeyProtect") as attribute names are a known mistake of a documentation page (§3.1).
    private static readonly HashSet<string> ResourceNames =
        ["accountId", "serviceName", "serviceType", "serviceInstance", "resourceType", "resource", "resourceGroupId", "service_group_id", "keyRing", "region"];

    private static readonly HashSet<string> AccessSubjectNames = ["iam_id", "access_group_id"];
    private static readonly HashSet<string> AuthorizationSubjectNames = ["accountId", "serviceName", "serviceInstance", "resourceType", "resource", "resourceGroupId"];

    /// <summary>Checks a draft. The caller holds the gate.</summary>
    /// <exception cref="ServiceError">400 or 409: what is wrong with it.</exception>
    public void Check(PolicyDraft draft)
    {
        CheckResource(draft);
        CheckRoles(draft);
        if (draft.Type == Policy.AuthorizationType)
        {
            CheckAuthorizationSubject(draft);
        }
        else
        {
            CheckAccessSubject(draft);
        }
    }

    /// <summary>An active policy that already grants all of this to the same subject: equal, or broader in resource and roles.</summary>
    public Policy? FindConflict(PolicyDraft draft, Policy? except = null) => cloud.State.Iam.Policies.Values.FirstOrDefault(one =>
        one != except && one.State == "active" && one.Type == draft.Type
        && one.Subject.ToHashSet().SetEquals(draft.Subject)
        && one.Resource.All(draft.Resource.Contains)
        && draft.Roles.All(one.Roles.Contains));

    /// <summary>The policies of a locked service ID cannot change (spec iam-keyprotect §3).</summary>
    /// <exception cref="ServiceError">409: the subject is locked.</exception>
    public void RequireUnlockedSubject(IReadOnlyList<PolicyAttribute> subject)
    {
        if (cloud.State.Iam.ServiceIds.Values.FirstOrDefault(one => one.Locked && subject.Any(part => part.Key == "iam_id" && part.Value == one.IamId)) is { } locked)
        {
            throw new ServiceError(409, "request_not_processed", $"The service ID '{locked.IamId}' is locked: its policies cannot change. Unlock it first.");
        }
    }

    private static void Refuse(IReadOnlyList<PolicyAttribute> attributes, HashSet<string> known, string where)
    {
        var keys = new HashSet<string>();
        foreach (var one in attributes)
        {
            if (!known.Contains(one.Key))
            {
                throw PolicyErrors.InvalidBody($"'{one.Key}' is no attribute of a {where}. Known: {string.Join(", ", known)}.");
            }

            if (!keys.Add(one.Key))
            {
                throw PolicyErrors.InvalidBody($"The attribute '{one.Key}' of the {where} appears twice.");
            }
        }
    }

    private void CheckResource(PolicyDraft draft)
    {
        Refuse(draft.Resource, ResourceNames, "resource");
        if (draft.ResourceValue("accountId") != cloud.State.Iam.AccountId)
        {
            throw PolicyErrors.InvalidBody("The resource needs 'accountId' with the account of the token.");
        }

        if (!draft.Resource.Any(one => one.Key is "serviceName" or "serviceType" or "resourceGroupId" or "service_group_id" or "resourceType"))
        {
            throw PolicyErrors.InvalidBody("The resource needs one of serviceName, serviceType, resourceGroupId, service_group_id.");
        }
    }

    private static void CheckRoles(PolicyDraft draft)
    {
        if (draft.Roles.Count == 0)
        {
            throw PolicyErrors.InvalidBody("A policy needs at least one role.");
        }

        foreach (var role in draft.Roles)
        {
            if (!RoleCatalog.Exists(role, draft.ResourceValue("serviceName")))
            {
                throw new ServiceError(400, "role_not_found", $"The role '{role}' does not exist for this service. List them with GET /v2/roles.");
            }
        }
    }

    private void CheckAuthorizationSubject(PolicyDraft draft)
    {
        Refuse(draft.Subject, AuthorizationSubjectNames, "subject of an authorization");
        if (draft.SubjectValue("serviceName") is null || draft.SubjectValue("accountId") != cloud.State.Iam.AccountId)
        {
            throw PolicyErrors.InvalidBody("The subject of an authorization needs 'serviceName' and 'accountId' of this account.");
        }

        if (draft.ResourceValue("serviceName") is null)
        {
            throw PolicyErrors.InvalidBody("The resource of an authorization needs 'serviceName'.");
        }
    }

    private void CheckAccessSubject(PolicyDraft draft)
    {
        Refuse(draft.Subject, AccessSubjectNames, "subject of an access policy");
        if (draft.SubjectValue("access_group_id") is not null)
        {
            throw PolicyErrors.InvalidBody("The emulator has no access groups. Name a user or service ID by 'iam_id'.");
        }

        var iamId = draft.SubjectValue("iam_id") ?? throw PolicyErrors.InvalidBody("The subject of an access policy needs 'iam_id'.");
        if (cloud.State.Iam.FindIdentity(iamId) is null)
        {
            throw PolicyErrors.InvalidBody($"The identity '{iamId}' does not exist in this account.");
        }

        RequireUnlockedSubject(draft.Subject);
    }
}
