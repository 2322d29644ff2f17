using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Keys;
using IBMCloud.Emulator.State;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.KeyProtect;

/// <summary>One request to an instance: who asks, which instance, which key, and whether they may. It lives under the store's gate.</summary>
internal sealed class KeyProtectRequest
{
    public const string InstanceHeader = "Bluemix-Instance";
    public const string RingHeader = "x-kms-key-ring";
    private readonly EmulatedCloud _cloud;

    public KeyProtectRequest(EmulatedCloud cloud, HttpContext http, Identity identity, JsonElement body, KeyStore store)
    {
        _cloud = cloud;
        Http = http;
        Identity = identity;
        Body = body;
        Store = store;
        Target = store.Instance.Crn;
        Now = cloud.Clock.GetUtcNow();
    }

    public HttpContext Http { get; }

    public Identity Identity { get; }

    public JsonElement Body { get; }

    public KeyStore Store { get; }

    public DateTimeOffset Now { get; }

    public EmulatorSwitches Switches => _cloud.Options.Switches;

    /// <summary>The key ring that the caller named, or null for any.</summary>
    public string? Ring => Http.Header(RingHeader);

    /// <summary>The caller wants no body back where there would be one.</summary>
    public bool PrefersMinimal(bool otherwise) => Http.Header("Prefer") is { } prefer
        ? prefer.Contains("return=minimal", StringComparison.OrdinalIgnoreCase)
        : otherwise;

    /// <summary>What is done, for the audit trail.</summary>
    public string Action { get; private set; } = "kms.unknown";

    /// <summary>To what, for the audit trail.</summary>
    public string Target { get; private set; }

    public bool IsHyperProtect => Store.Instance.ServiceName == ResourceScope.HyperProtect;

    /// <summary>The key of the route, if the caller may do this with it.</summary>
    /// <exception cref="ServiceError">404: no such key; 401 or 403: the role is missing.</exception>
    public StoredKey Key(string action)
    {
        Action = action;
        var id = Http.Route("id");
        var key = Store.Find(id, Now);
        if (key is null || (Ring is { } ring && ring != key.Ring))
        {
            // Whoever may do this to any key of the instance learns that this one is not there.
            Require(action);
            throw KeyProtectErrors.KeyNotFound(id);
        }

        Target = Store.CrnOf(key);
        Require(action, key.Id, key.Ring);
        return key;
    }

    /// <summary>The key of the route as a root key that can still be used.</summary>
    /// <exception cref="ServiceError">400: a standard key; 410: destroyed; otherwise as <see cref="Key"/>.</exception>
    public StoredKey RootKey(string action)
    {
        var key = LiveKey(action);
        return key.Extractable ? throw KeyProtectErrors.NotARootKey() : key;
    }

    /// <summary>The key of the route, not destroyed.</summary>
    /// <exception cref="ServiceError">410: destroyed; otherwise as <see cref="Key"/>.</exception>
    public StoredKey LiveKey(string action)
    {
        var key = Key(action);
        return key.StateAt(Now) == 5 ? throw KeyProtectErrors.KeyDeleted() : key;
    }

    /// <summary>May the caller do this with the instance, a ring of it, or a key?</summary>
    /// <exception cref="ServiceError">401 or 403: the role is missing.</exception>
    public void Require(string action, string? keyId = null, string? ring = null)
    {
        Action = action;
        if (!May(action, keyId, ring, out var reason))
        {
            throw new ServiceError(Switches.KeyProtectMissingRoleStatus, ServiceError.Forbidden,
                $"Unauthorized: The user does not have access to the specified resource. {reason}");
        }
    }

    public bool May(string action, string? keyId, string? ring, out string reason)
    {
        var decision = _cloud.Access.Authorize(Identity, action, new ResourceScope(Store.Instance.ServiceName, Store.Instance.AccountId)
        {
            ServiceInstance = Store.Instance.Guid,
            ResourceGroupId = Store.Instance.ResourceGroupId,
            ResourceType = keyId is null ? null : "key",
            Resource = keyId,
            KeyRing = ring,
        });
        reason = decision.Reason;
        return decision.Allowed;
    }

    public void MadeKey(StoredKey key) => Target = Store.CrnOf(key);

    /// <summary>Refuses callers that the instance's network rules shut out. The rules themselves stay reachable, since the emulator has no private network.</summary>
    /// <exception cref="ServiceError">401 (spec iam-keyprotect §5.5).</exception>
    public void RequireAllowedNetwork()
    {
        var shutOut = Store.Policies.GetValueOrDefault("allowedNetwork") is { Enabled: true } network && (string?)network.Attributes["allowed_network"] == "private-only";
        if (Store.Policies.GetValueOrDefault("allowedIP") is { Enabled: true } rule && rule.Attributes["allowed_ip"] is JsonArray allowed)
        {
            var caller = Http.Connection.RemoteIpAddress ?? IPAddress.Loopback;
            shutOut |= !allowed.Any(text => IPNetwork.TryParse((string)text!, out var block) ? block.Contains(caller) : IPAddress.TryParse((string)text!, out var one) && one.Equals(caller));
        }

        if (shutOut)
        {
            throw new ServiceError(401, "UNAUTHORIZED_ERR", "Unauthorized: The user does not have access to the specified resource, by the instance's network policy.");
        }
    }

    public void Record(int status, string reason) => _cloud.State.Audit.Add(new AuditEvent(
        Now, Action, Identity.IamId, Target, status < 400 ? "success" : "failure", status, reason, RequestGate.CorrelationIdOf(Http)));
}
