namespace IBMCloud.SoftLayer;

/// <summary>What can be ordered (<c>SoftLayer_Virtual_Guest/getCreateObjectOptions</c>).</summary>
public sealed record VirtualGuestOptions
{
    /// <summary>Datacenters, for example <c>dal13</c>.</summary>
    public required IReadOnlyList<string> Datacenters { get; init; }

    /// <summary>Virtual CPUs.</summary>
    public required IReadOnlyList<int> Cpus { get; init; }

    /// <summary>Memory in MiB.</summary>
    public required IReadOnlyList<int> MemoryMiB { get; init; }

    /// <summary>Network speeds in Mbit/s.</summary>
    public required IReadOnlyList<int> NetworkSpeeds { get; init; }

    /// <summary>Fixed sizes, for example <c>B1_2X4X25</c>.</summary>
    public required IReadOnlyList<string> Flavors { get; init; }

    /// <summary>Operating systems by reference code.</summary>
    public required IReadOnlyList<string> OperatingSystems { get; init; }

    /// <summary>What of an order is not offered, in sentences; empty where all is.</summary>
    /// <param name="order">The order.</param>
    public IReadOnlyList<string> Check(VirtualGuestOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        List<string> problems = [];
        Require("datacenter", order.Datacenter, Datacenters);
        if (order.Flavor is { } flavor)
        {
            Require("flavor", flavor, Flavors);
        }
        else
        {
            Require("number of processors", order.Cpus, Cpus);
            Require("memory in MiB", order.MemoryMiB, MemoryMiB);
        }

        if (order.NetworkSpeed is { } speed)
        {
            Require("network speed in Mbit/s", speed, NetworkSpeeds);
        }

        return problems;

        void Require<T>(string what, T wanted, IReadOnlyList<T> offered)
        {
            if (!offered.Contains(wanted))
            {
                problems.Add($"The {what} '{wanted}' is not offered. Choose one of {string.Join(", ", offered)}.");
            }
        }
    }
}
