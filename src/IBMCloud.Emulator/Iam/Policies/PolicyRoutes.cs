using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.Iam.Identities;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Iam.Policies;

/// <summary>
/// Access and authorization policies (spec iam-keyprotect §3); v = v1 or v2. The entity tag is a response header.
/// <code>
/// POST   /v/policies          201   409 policy_conflict_error where one grants it already
/// GET    /v/policies          200   account_id*; paged by limit and start, whole without limit
/// GET    /v/policies/{id}     200
/// PUT    /v/policies/{id}     200   If-Match, whole body
/// PATCH  /v1/policies/{id}    200   If-Match, {"state":"active"} restores a deleted one
/// DELETE /v/policies/{id}     204
/// </code>
/// </summary>
internal sealed class PolicyRoutes(EmulatedCloud cloud)
{
    private readonly PolicyRules _rules = new(cloud);

    private Dictionary<string, Policy> Policies => cloud.State.Iam.Policies;

    public void Map(IEndpointRouteBuilder routes)
    {
        var list = new PolicyList(cloud);
        foreach (var version in (int[])[1, 2])
        {
            routes.MapPost($"/v{version}/policies", context => CreateAsync(context, version));
            routes.MapGet($"/v{version}/policies", context => list.WriteAsync(context, version));
            routes.MapGet($"/v{version}/policies/{{id}}", context => GetAsync(context, version));
            routes.MapPut($"/v{version}/policies/{{id}}", context => ReplaceAsync(context, version));
            routes.MapDelete($"/v{version}/policies/{{id}}", DeleteAsync);
        }

        routes.MapPatch("/v1/policies/{id}", RestoreAsync);
    }

    private async Task CreateAsync(HttpContext context, int version)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var draft = PolicyReader.Read(await JsonBody.ReadAsync(context).ConfigureAwait(false), version);
        Policy made;
        lock (cloud.State.Gate)
        {
            cloud.Access.Require(caller, Actions.PolicyWrite, draft.Scope(caller.AccountId));
            _rules.Check(draft);
            if (_rules.FindConflict(draft) is { } existing)
            {
                throw PolicyErrors.Conflict(existing);
            }

            var now = cloud.Clock.GetUtcNow();
            made = new Policy
            {
                Id = Guid.NewGuid().ToString(),
                Type = draft.Type,
                Version = version,
                Description = draft.Description,
                Subject = draft.Subject,
                Resource = draft.Resource,
                Roles = draft.Roles,
                CreatedAt = now,
                CreatedBy = caller.IamId,
                ModifiedAt = now,
                ModifiedBy = caller.IamId,
            };
            Policies.Add(made.Id, made);
        }

        await WriteAsync(context, 201, made, version).ConfigureAwait(false);
    }

    private Task GetAsync(HttpContext context, int version)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var policy = Find(context);

            // Eventual consistency (§3.2): a fresh policy may answer 404 for a while.
            if (policy.CreatedAt > cloud.Clock.GetUtcNow() - cloud.Options.PolicyDelay)
            {
                throw PolicyErrors.NotFound(policy.Id);
            }

            if (!PolicyList.MayRead(cloud, caller, policy))
            {
                throw new ServiceError(403, ServiceError.Forbidden, $"'{caller.IamId}' may not read policy '{policy.Id}'. Assign Viewer on its service.");
            }

            return WriteAsync(context, 200, policy, version);
        }
    }

    private async Task ReplaceAsync(HttpContext context, int version)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var draft = PolicyReader.Read(await JsonBody.ReadAsync(context).ConfigureAwait(false), version);
        Policy policy;
        lock (cloud.State.Gate)
        {
            policy = FindForWrite(context, caller);
            if (policy.State != "active")
            {
                throw PolicyErrors.NotFound(policy.Id);
            }

            cloud.Access.Require(caller, Actions.PolicyWrite, draft.Scope(caller.AccountId));
            _rules.Check(draft);
            if (draft.Type != policy.Type)
            {
                throw PolicyErrors.InvalidBody("The type of a policy cannot change.");
            }

            if (_rules.FindConflict(draft, except: policy) is { } existing)
            {
                throw PolicyErrors.Conflict(existing);
            }

            (policy.Description, policy.Subject, policy.Resource, policy.Roles, policy.Version) =
                (draft.Description, draft.Subject, draft.Resource, draft.Roles, version);
            Touch(policy, caller);
        }

        await WriteAsync(context, 200, policy, version).ConfigureAwait(false);
    }

    private async Task RestoreAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        if (body.Text("state") != "active")
        {
            throw PolicyErrors.InvalidBody("'state' must be active: only a deleted policy can be restored.");
        }

        Policy policy;
        lock (cloud.State.Gate)
        {
            policy = FindForWrite(context, caller);
            policy.State = "active";
            Touch(policy, caller);
        }

        await WriteAsync(context, 200, policy, version: 1).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var policy = Find(context);
            RequireWrite(caller, policy);
            if (policy.State != "active")
            {
                throw PolicyErrors.NotFound(policy.Id);
            }

            _rules.RequireUnlockedSubject(policy.Subject);
            policy.State = "deleted";
            Touch(policy, caller);
        }

        return JsonAnswer.EmptyAsync(context, 204);
    }

    private Policy FindForWrite(HttpContext context, Identity caller)
    {
        var policy = Find(context);
        RequireWrite(caller, policy);
        EntityTag.Require(context, EntityTag.Of(policy.Id, policy.Revision), cloud.Options.Switches.StaleEntityTagStatus, "request_not_processed");
        return policy;
    }

    private void RequireWrite(Identity caller, Policy policy) => cloud.Access.Require(caller, Actions.PolicyWrite,
        new PolicyDraft(policy.Type, null, policy.Subject, policy.Resource, policy.Roles).Scope(caller.AccountId));

    private Policy Find(HttpContext context) =>
        Policies.GetValueOrDefault(context.Route("id")) ?? throw PolicyErrors.NotFound(context.Route("id"));

    private void Touch(Policy policy, Identity caller)
    {
        policy.Revision++;
        policy.ModifiedAt = cloud.Clock.GetUtcNow();
        policy.ModifiedBy = caller.IamId;
    }

    private static Task WriteAsync(HttpContext context, int status, Policy policy, int version)
    {
        context.Response.Headers.ETag = EntityTag.Of(policy.Id, policy.Revision);
        var json = version == 1 && policy.Version == 2 ? PolicyJson.WritePlaceholder(policy, context.BaseAddress()) : PolicyJson.Write(policy, version, context.BaseAddress());
        return JsonAnswer.WriteAsync(context, status, json);
    }
}
