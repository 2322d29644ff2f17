using IBMCloud.Emulator.SoftLayer.ImageTemplates;

namespace IBMCloud.Emulator.SoftLayer.Orders;

/// <summary>A server as it was ordered, checked.</summary>
internal sealed record GuestOrder
{
    public required string Hostname { get; init; }

    public required string Domain { get; init; }

    public required int Cpus { get; init; }

    public required int MemoryMiB { get; init; }

    public required Datacenter Datacenter { get; init; }

    public required bool Hourly { get; init; }

    public required bool LocalDisk { get; init; }

    public Flavor? Flavor { get; init; }

    /// <summary>The template, or null for a system of the service.</summary>
    public ImageTemplate? Template { get; init; }

    public required string OsCode { get; init; }

    public int NetworkSpeed { get; init; } = 10;

    public bool PrivateOnly { get; init; }

    public IReadOnlyList<long> SshKeyIds { get; init; } = [];

    public string? UserData { get; init; }

    public string? PostInstallScript { get; init; }

    /// <summary>Items in the order of a bill.</summary>
    public IReadOnlyList<Price> Prices =>
    [
        PriceCatalog.Of(PriceCatalog.Core, Cpus)!, PriceCatalog.Of(PriceCatalog.Ram, MemoryMiB / 1024)!,
        PriceCatalog.DiskFor(Template is null ? 25 : TemplateShape.Gigabytes(Template.Disk.Capacity), LocalDisk), PriceCatalog.Of(PriceCatalog.PortSpeed, NetworkSpeed)!,
    ];
}
