using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;

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

    /// <summary>A fixed size such as <c>B1_2X4X25</c>, in place of <see cref="Cpus"/>, <see cref="MemoryMiB"/> and <see cref="LocalDisk"/>.</summary>
    public string? Flavor { get; init; }

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

    /// <summary>
    /// Order although the account has a server of this host name and domain. Off by default: after a lost answer a second order would be a second bill.
    /// </summary>
    public bool AllowSameName { get; init; }

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

    /// <summary>The server as a node, to be put into an order container.</summary>
    internal JsonNode ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            Write(writer);
        }

        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    // No blockDevices: with a private image the service answers 500 to them; sizes come from the template. Empty members are left out for the same reason.
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("hostname", Hostname);
        writer.WriteString("domain", Domain);
        writer.WriteBoolean("hourlyBillingFlag", HourlyBilling);
        if (Flavor is null)
        {
            writer.WriteNumber("startCpus", Cpus);
            writer.WriteNumber("maxMemory", MemoryMiB);
            writer.WriteBoolean("localDiskFlag", LocalDisk);
        }
        else
        {
            writer.WriteStartObject("supplementalCreateObjectOptions");
            writer.WriteString("flavorKeyName", Flavor);
            writer.WriteEndObject();
        }

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
