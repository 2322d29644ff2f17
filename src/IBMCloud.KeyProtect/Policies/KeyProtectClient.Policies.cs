using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IBMCloud.KeyProtect.Wire;

namespace IBMCloud.KeyProtect;

public sealed partial class KeyProtectClient
{
    private const int MostMonths = 12;

    /// <summary>The rules of a key; needs Manager.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<KeyPolicies> GetKeyPoliciesAsync(string key, CancellationToken cancellationToken = default)
    {
        const string Operation = "get a key's policies";
        ArgumentException.ThrowIfNullOrEmpty(key);
        var answer = await ReadAsync(_api.GetKeyPoliciesAsync(key, policy: null, Operation, cancellationToken), Operation, KeyProtectJson.Default.CollectionWireKeyPolicyWire).ConfigureAwait(false);
        var all = answer.Resources ?? [];
        return new KeyPolicies
        {
            RotationMonths = all.FirstOrDefault(one => one.Rotation is { Enabled: not false })?.Rotation?.Months,
            NeedsDualAuthorization = all.Any(one => one.DualAuthorization?.Enabled == true),
        };
    }

    /// <summary>Lets the service rotate a root key that it generated; needs Manager. Safe to repeat.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="months">Every so many months, 1 to 12; <see langword="null"/> switches it off.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="KeyProtectException">It was imported, or is no root key.</exception>
    public Task SetRotationAsync(string key, int? months, CancellationToken cancellationToken = default)
    {
        RequireMonths(months);
        return SetKeyPolicyAsync(key, "rotation", new KeyPolicyDraftWire { Rotation = new RotationWire { Enabled = months is not null, Months = months } }, cancellationToken);
    }

    /// <summary>Makes the deletion of a key need two people, or no longer; needs Manager. Safe to repeat.</summary>
    /// <param name="key">Id or alias.</param>
    /// <param name="needed">Two people are needed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task SetDualAuthorizationAsync(string key, bool needed, CancellationToken cancellationToken = default) =>
        SetKeyPolicyAsync(key, "dualAuthDelete", new KeyPolicyDraftWire { DualAuthorization = new DualAuthorizationWire { Enabled = needed } }, cancellationToken);

    /// <summary>The rules of the instance; needs Manager.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<InstancePolicies> GetInstancePoliciesAsync(CancellationToken cancellationToken = default)
    {
        const string Operation = "get the instance's policies";
        var answer = await ReadAsync(_api.GetInstancePoliciesAsync(policy: null, Operation, cancellationToken), Operation, KeyProtectJson.Default.CollectionWireInstancePolicyWire).ConfigureAwait(false);
        return InstancePolicyReading.Read(answer.Resources ?? []);
    }

    /// <summary>Makes the deletion of every key made from now on need two people, or no longer. Safe to repeat.</summary>
    /// <param name="needed">Two people are needed.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task SetInstanceDualAuthorizationAsync(bool needed, CancellationToken cancellationToken = default) =>
        SetInstancePolicyAsync("dualAuthDelete", needed, attributes: null, cancellationToken);

    /// <summary>Lets the instance answer on IBM's private network only, or everywhere. Image import must then reach it there too. Safe to repeat.</summary>
    /// <param name="privateOnly">On the private network only.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task SetPrivateNetworkOnlyAsync(bool privateOnly, CancellationToken cancellationToken = default) => SetInstancePolicyAsync(
        "allowedNetwork", enabled: true, new InstancePolicyAttributesWire { AllowedNetwork = privateOnly ? "private-only" : "public-and-private" }, cancellationToken);

    /// <summary>Lets the instance answer callers from these addresses only. Safe to repeat.</summary>
    /// <param name="addresses">Addresses and blocks (CIDR), IPv4 or IPv6; empty switches the rule off.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task SetAllowedAddressesAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        return SetInstancePolicyAsync(
            "allowedIP", addresses.Count > 0, addresses.Count > 0 ? new InstancePolicyAttributesWire { AllowedAddresses = addresses } : null, cancellationToken);
    }

    /// <summary>Says which ways of making keys are allowed. Safe to repeat.</summary>
    /// <param name="rules">The rules; <see langword="null"/> allows all.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task SetKeyCreationRulesAsync(KeyCreationRules? rules, CancellationToken cancellationToken = default) => SetInstancePolicyAsync(
        "keyCreateImportAccess",
        rules is not null,
        rules is null ? null : new InstancePolicyAttributesWire
        {
            CreateRootKey = rules.CreateRootKeys,
            CreateStandardKey = rules.CreateStandardKeys,
            ImportRootKey = rules.ImportRootKeys,
            ImportStandardKey = rules.ImportStandardKeys,
            EnforceToken = rules.DemandImportToken,
        },
        cancellationToken);

    /// <summary>Sends operational metrics to IBM Cloud Monitoring, or no longer. Safe to repeat.</summary>
    /// <param name="enabled">Send them.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task SetMetricsAsync(bool enabled, CancellationToken cancellationToken = default) => SetInstancePolicyAsync("metrics", enabled, attributes: null, cancellationToken);

    /// <summary>Lets the service rotate every root key that it generates from now on. Safe to repeat.</summary>
    /// <param name="months">Every so many months, 1 to 12; <see langword="null"/> switches it off.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task SetInstanceRotationAsync(int? months, CancellationToken cancellationToken = default)
    {
        RequireMonths(months);
        return SetInstancePolicyAsync("rotation", months is not null, months is null ? null : new InstancePolicyAttributesWire { Months = months }, cancellationToken);
    }

    private static void RequireMonths(int? months)
    {
        if (months is < 1 or > MostMonths)
        {
            throw new ArgumentOutOfRangeException(nameof(months), months, $"A key is rotated every 1 to {MostMonths} months.");
        }
    }

    private async Task SetKeyPolicyAsync(string key, string policy, KeyPolicyDraftWire rule, CancellationToken cancellationToken)
    {
        const string Operation = "set a key's policy";
        ArgumentException.ThrowIfNullOrEmpty(key);
        using var body = Json(new PolicyBodyWire<KeyPolicyDraftWire> { Resources = [rule] }, KeyProtectJson.Default.PolicyBodyWireKeyPolicyDraftWire);
        await SendAsync(_api.SetKeyPolicyAsync(key, policy, body, Operation, cancellationToken), Operation).ConfigureAwait(false);
    }

    private async Task SetInstancePolicyAsync(string policy, bool enabled, InstancePolicyAttributesWire? attributes, CancellationToken cancellationToken)
    {
        const string Operation = "set the instance's policy";
        var rule = new InstancePolicyWire { Type = policy, Data = new InstancePolicyDataWire { Enabled = enabled, Attributes = attributes } };
        using var body = Json(new PolicyBodyWire<InstancePolicyWire> { Resources = [rule] }, KeyProtectJson.Default.PolicyBodyWireInstancePolicyWire);
        await SendAsync(_api.SetInstancePolicyAsync(policy, body, Operation, cancellationToken), Operation).ConfigureAwait(false);
    }

    private static ByteArrayContent Json<T>(T body, JsonTypeInfo<T> type) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, type)) { Headers = { ContentType = new("application/json") } };
}
