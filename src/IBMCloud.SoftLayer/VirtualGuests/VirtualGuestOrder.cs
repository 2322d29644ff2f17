using System.Text.Json;

namespace IBMCloud.SoftLayer;

/// <summary>A virtual server to order from an image template. It is billed from the moment it is ordered.</summary>
public sealed record VirtualGuestOrder
{
    /// <summary>Host name.</summary>
    public required string Hostname { get; init; }

    /// <summary>Domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Datacenter, for example <c>dal13</c>: one where the template has a copy.</summary>
    public required string Datacenter { get; init; }

    /// <summary>Virtual CPUs.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Memory in MiB.</summary>
    public int MemoryMiB { get; init; } = 1024;

    /// <summary>Billed by the hour; otherwise by the month.</summary>
    public bool HourlyBilling { get; init; } = true;

    /// <summary>Disks on the host itself; otherwise on the storage network.</summary>
    public bool LocalDisk { get; init; }

    /// <summary>UUID of the image template (<see cref="ImageTemplate.GlobalIdentifier"/>, not its id).</summary>
    public required string TemplateGlobalIdentifier { get; init; }

    /// <summary>Ids of SSH keys of the account.</summary>
    public IReadOnlyList<long> SshKeyIds { get; init; } = [];

    /// <summary>User data for cloud-init. It is readable inside the server and by the account's users: no secrets in it.</summary>
    public string? UserData { get; init; }

    /// <summary>No public network.</summary>
    public bool PrivateNetworkOnly { get; init; }

    /// <summary>Network speed in Mbit/s; <see langword="null"/> for the service's default of 10.</summary>
    public int? NetworkSpeed { get; init; }

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Hostname);
        ArgumentException.ThrowIfNullOrWhiteSpace(Domain);
        ArgumentException.ThrowIfNullOrWhiteSpace(Datacenter);
        ArgumentOutOfRangeException.ThrowIfLessThan(Cpus, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MemoryMiB, 1);
        if (!Guid.TryParse(TemplateGlobalIdentifier, out _))
        {
            throw new ArgumentException($"'{TemplateGlobalIdentifier}' is no template UUID: an order takes ImageTemplate.GlobalIdentifier, not the id.", nameof(TemplateGlobalIdentifier));
        }
    }

    // No blockDevices: with a private image the service answers 500 to them; sizes come from the template. Empty members are left out for the same reason.
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("hostname", Hostname);
        writer.WriteString("domain", Domain);
        writer.WriteNumber("startCpus", Cpus);
        writer.WriteNumber("maxMemory", MemoryMiB);
        writer.WriteBoolean("hourlyBillingFlag", HourlyBilling);
        writer.WriteBoolean("localDiskFlag", LocalDisk);
        writer.WriteStartObject("datacenter");
        writer.WriteString("name", Datacenter);
        writer.WriteEndObject();
        writer.WriteStartObject("blockDeviceTemplateGroup");
        writer.WriteString("globalIdentifier", TemplateGlobalIdentifier);
        writer.WriteEndObject();
        if (PrivateNetworkOnly)
        {
            writer.WriteBoolean("privateNetworkOnlyFlag", true);
        }

        if (NetworkSpeed is { } speed)
        {
            writer.WriteStartArray("networkComponents");
            writer.WriteStartObject();
            writer.WriteNumber("maxSpeed", speed);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        if (SshKeyIds.Count > 0)
        {
            writer.WriteStartArray("sshKeys");
            foreach (var key in SshKeyIds)
            {
                writer.WriteStartObject();
                writer.WriteNumber("id", key);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        if (UserData is not null)
        {
            writer.WriteStartArray("userData");
            writer.WriteStartObject();
            writer.WriteString("value", UserData);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }
}
