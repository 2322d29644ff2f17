using System.Text.Json.Serialization;

namespace IBMCloud.SoftLayer;

/// <summary>A virtual server (<c>SoftLayer_Virtual_Guest</c>).</summary>
public sealed record VirtualGuest
{
    /// <summary>Id.</summary>
    public long Id { get; init; }

    /// <summary>UUID.</summary>
    public string? GlobalIdentifier { get; init; }

    /// <summary>Host name. With the domain it is not unique.</summary>
    public string? Hostname { get; init; }

    /// <summary>Domain.</summary>
    public string? Domain { get; init; }

    /// <summary>When it was ordered.</summary>
    public DateTimeOffset? CreateDate { get; init; }

    /// <summary>When it became usable; <see langword="null"/> until then.</summary>
    public DateTimeOffset? ProvisionDate { get; init; }

    /// <summary>Datacenter.</summary>
    public Datacenter? Datacenter { get; init; }

    /// <summary>On or off.</summary>
    public NamedStatus? PowerState { get; init; }

    /// <summary>Work under way.</summary>
    public Transaction? ActiveTransaction { get; init; }

    /// <summary>The last reload of the operating system: its transaction does not count against being provisioned.</summary>
    public Transaction? LastOperatingSystemReload { get; init; }

    /// <summary>Public address.</summary>
    public string? PrimaryIpAddress { get; init; }

    /// <summary>Private address.</summary>
    public string? PrimaryBackendIpAddress { get; init; }

    /// <summary>The template that it was ordered from.</summary>
    public ImageTemplateReference? BlockDeviceTemplateGroup { get; init; }

    /// <summary>It has a provision date and no work under way.</summary>
    [JsonIgnore]
    public bool IsProvisioned => ProvisionDate is not null && ActiveTransaction is null or { Id: 0 };

    /// <summary>What is under way, in the service's words; empty when idle.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Running => ActiveTransaction is { Id: not 0 } active
        ? [active.TransactionStatus?.FriendlyName ?? active.TransactionStatus?.Name ?? $"transaction {active.Id}"]
        : [];
}

/// <summary>The template of a virtual server.</summary>
public sealed record ImageTemplateReference
{
    /// <summary>Id.</summary>
    public long? Id { get; init; }

    /// <summary>UUID.</summary>
    public string? GlobalIdentifier { get; init; }
}
