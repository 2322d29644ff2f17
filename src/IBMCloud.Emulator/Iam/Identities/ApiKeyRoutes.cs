using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>
/// API keys (spec iam-keyprotect §2). The value is in the create answer only, unless <c>store_value</c> was true; in lists it is empty.
/// <code>
/// POST   /v1/apikeys                  201   name*, iam_id*; headers Entity-Lock, Entity-Disable
/// GET    /v1/apikeys                  200   pages; iam_id, scope=entity|account, type=user|serviceid
/// GET    /v1/apikeys/details          200   header IAM-ApiKey
/// GET    /v1/apikeys/{id}             200
/// PUT    /v1/apikeys/{id}             200   If-Match
/// DELETE /v1/apikeys/{id}             204
/// POST   /v1/apikeys/{id}/lock        204   DELETE unlocks
/// POST   /v1/apikeys/{id}/disable     204   DELETE enables
/// </code>
/// </summary>
internal sealed class ApiKeyRoutes(EmulatedCloud cloud)
{
    private IamState State => cloud.State.Iam;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/apikeys", CreateAsync);
        routes.MapGet("/v1/apikeys", ListAsync);
        routes.MapGet("/v1/apikeys/details", DetailsAsync);
        routes.MapGet("/v1/apikeys/{id}", GetAsync);
        routes.MapPut("/v1/apikeys/{id}", UpdateAsync);
        routes.MapDelete("/v1/apikeys/{id}", DeleteAsync);
        routes.MapPost("/v1/apikeys/{id}/lock", context => ChangeAsync(context, key => key.Locked = true));
        routes.MapDelete("/v1/apikeys/{id}/lock", context => ChangeAsync(context, key => key.Locked = false));
        routes.MapPost("/v1/apikeys/{id}/disable", context => ChangeAsync(context, key => key.Disabled = true));
        routes.MapDelete("/v1/apikeys/{id}/disable", context => ChangeAsync(context, key => key.Disabled = false));
    }

    /// <summary>Makes a key and returns it with its value. The caller holds the gate and has checked access.</summary>
    public JsonObject Create(JsonElement body, Identity caller, string iamId, bool locked, bool disabled)
    {
        var value = body.Text("apikey") ?? ApiKey.NewValue();
        if (value.Length < 32)
        {
            throw IdentityDialect.Invalid("apikey", "a value of your own needs at least 32 characters.");
        }

        if (State.ApiKeys.Values.Any(one => one.Digest == ApiKey.DigestOf(value)))
        {
            throw new ServiceError(409, "BXNIM0145E", "This API key value is in use. Choose another, or let the service make one.");
        }

        var now = cloud.Clock.GetUtcNow();
        var key = new ApiKey
        {
            Id = "ApiKey-" + Guid.NewGuid(),
            IamId = iamId,
            Digest = ApiKey.DigestOf(value),
            StoredValue = body.Flag("store_value") == true && iamId.StartsWith("iam-ServiceId-", StringComparison.Ordinal) ? value : null,
            Name = NameOf(body),
            Description = body.Text("description"),
            Locked = locked,
            Disabled = disabled,
            SupportSessions = body.Flag("support_sessions") ?? false,
            ActionWhenLeaked = LeakActionOf(body) ?? "none",
            ExpiresAt = ExpiryOf(body),
            CreatedAt = now,
            ModifiedAt = now,
            CreatedBy = caller.IamId,
        };
        State.ApiKeys.Add(key.Id, key);
        return ApiKeyJson.Write(key, State.AccountId, value);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        var iamId = body.Text("iam_id") ?? throw IdentityDialect.Invalid("iam_id", "required.");
        JsonObject answer;
        lock (cloud.State.Gate)
        {
            var identity = State.FindIdentity(iamId) ?? throw IdentityDialect.NotFound("identity", iamId);
            RequireAccess(caller, identity.IamId, Actions.ServiceIdWrite);
            answer = Create(body, caller, identity.IamId, context.Header("Entity-Lock") == "true", context.Header("Entity-Disable") == "true");
            context.Response.Headers.ETag = (string)answer["entity_tag"]!;
        }

        await JsonAnswer.WriteAsync(context, 201, answer).ConfigureAwait(false);
    }

    private Task ListAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var page = new EntityPage(context, caller.AccountId);
        lock (cloud.State.Gate)
        {
            IEnumerable<ApiKey> keys = State.ApiKeys.Values;
            if (page["scope"] != "account")
            {
                var iamId = page["iam_id"] ?? caller.IamId;
                RequireAccess(caller, iamId, Actions.ServiceIdRead);
                keys = keys.Where(key => key.IamId == iamId);
            }
            else
            {
                cloud.Access.Require(caller, Actions.ServiceIdRead, new(ResourceScope.IamIdentity, caller.AccountId));
                keys = keys.Where(key => page["iam_id"] is not { } iamId || key.IamId == iamId);
            }

            keys = page["type"] switch
            {
                "user" => keys.Where(key => !key.IamId.StartsWith("iam-ServiceId-", StringComparison.Ordinal)),
                "serviceid" => keys.Where(key => key.IamId.StartsWith("iam-ServiceId-", StringComparison.Ordinal)),
                _ => keys,
            };
            keys = page["sort"] == "name" ? keys.OrderBy(key => key.Name, StringComparer.Ordinal) : keys.OrderBy(key => key.CreatedAt);
            return page.WriteAsync("apikeys", page["order"] == "desc" ? keys.Reverse().ToList() : keys.ToList(), key => ApiKeyJson.Write(key, State.AccountId, value: null));
        }
    }

    private Task DetailsAsync(HttpContext context)
    {
        cloud.Tokens.Authenticate(context);
        var value = context.Header("IAM-ApiKey") ?? throw IdentityDialect.Invalid("IAM-ApiKey", "the header is required.");
        lock (cloud.State.Gate)
        {
            var digest = ApiKey.DigestOf(value);
            var key = State.ApiKeys.Values.FirstOrDefault(one => one.Digest == digest) ?? throw IdentityDialect.NotFound("API key", "of this value");
            return JsonAnswer.WriteAsync(context, 200, ApiKeyJson.Write(key, State.AccountId, value: null));
        }
    }

    private Task GetAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var key = Find(context);
            RequireAccess(caller, key.IamId, Actions.ServiceIdRead);
            context.Response.Headers.ETag = EntityTag.Of(key.Id, key.Revision);
            return JsonAnswer.WriteAsync(context, 200, ApiKeyJson.Write(key, State.AccountId, key.StoredValue));
        }
    }

    private async Task UpdateAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        JsonObject answer;
        lock (cloud.State.Gate)
        {
            var key = FindForWrite(context, caller);
            EntityTag.Require(context, EntityTag.Of(key.Id, key.Revision), cloud.Options.Switches.StaleEntityTagStatus, "BXNIM0138E");
            key.Name = body.Member("name") is null ? key.Name : NameOf(body);
            key.Description = body.Text("description") ?? key.Description;
            key.SupportSessions = body.Flag("support_sessions") ?? key.SupportSessions;
            key.ActionWhenLeaked = LeakActionOf(body) ?? key.ActionWhenLeaked;
            key.ExpiresAt = body.Member("expires_at") is null ? key.ExpiresAt : ExpiryOf(body);
            Touch(key);
            answer = ApiKeyJson.Write(key, State.AccountId, key.StoredValue);
            context.Response.Headers.ETag = (string)answer["entity_tag"]!;
        }

        await JsonAnswer.WriteAsync(context, 200, answer).ConfigureAwait(false);
    }

    private Task DeleteAsync(HttpContext context)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            State.ApiKeys.Remove(FindForWrite(context, caller).Id);
        }

        return JsonAnswer.EmptyAsync(context, 204);
    }

    private Task ChangeAsync(HttpContext context, Action<ApiKey> change)
    {
        var caller = cloud.Tokens.Authenticate(context);
        lock (cloud.State.Gate)
        {
            var key = Find(context);
            RequireAccess(caller, key.IamId, Actions.ServiceIdWrite);
            change(key);
            Touch(key);
        }

        return JsonAnswer.EmptyAsync(context, 204);
    }

    private static string NameOf(JsonElement body) =>
        body.Text("name") is { Length: > 0 } name ? name : throw IdentityDialect.Invalid("name", "required.");

    private static string? LeakActionOf(JsonElement body) => body.Text("action_when_leaked") switch
    {
        null => null,
        "none" or "disable" or "delete" => body.Text("action_when_leaked"),
        _ => throw IdentityDialect.Invalid("action_when_leaked", "must be none, disable or delete."),
    };

    private static DateTimeOffset? ExpiryOf(JsonElement body) => body.Text("expires_at") is not { Length: > 0 } text
        ? null
        : IdentityDialect.ParseTime(text) ?? throw IdentityDialect.Invalid("expires_at", "must look like 2027-01-31T12:00+0000.");

    private ApiKey FindForWrite(HttpContext context, Identity caller)
    {
        var key = Find(context);
        RequireAccess(caller, key.IamId, Actions.ServiceIdWrite);
        return key.Locked ? throw IdentityDialect.Locked("API key", key.Id) : key;
    }

    private ApiKey Find(HttpContext context) =>
        State.ApiKeys.GetValueOrDefault(context.Route("id")) ?? throw IdentityDialect.NotFound("API key", context.Route("id"));

    // One's own keys are one's own business; those of a service ID belong to who may change it.
    private void RequireAccess(Identity caller, string iamId, string action)
    {
        if (iamId == caller.IamId)
        {
            return;
        }

        if (State.ServiceIds.Values.FirstOrDefault(one => one.IamId == iamId) is { } serviceId)
        {
            ServiceIdRoutes.RequireAccess(cloud, caller, serviceId, action);
        }
        else
        {
            throw new ServiceError(403, ServiceError.Forbidden, $"Only '{iamId}' may handle its own API keys.");
        }
    }

    private void Touch(ApiKey key)
    {
        key.ModifiedAt = cloud.Clock.GetUtcNow();
        key.Revision++;
    }
}
