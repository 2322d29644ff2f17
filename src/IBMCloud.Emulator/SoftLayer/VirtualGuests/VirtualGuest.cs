using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.ImageTemplates;
using IBMCloud.Emulator.SoftLayer.Orders;
using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.VirtualGuests;

/// <summary>A virtual server.</summary>
internal sealed class VirtualGuest
{
    public required long Id { get; init; }

    public required string GlobalIdentifier { get; init; }

    public required GuestOrder Order { get; init; }

    public required long OrderId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ClassicUser CreatedBy { get; init; }

    /// <summary>Its boot disk: real bytes, encrypted where the template was.</summary>
    public required TemplateDisk Disk { get; init; }

    public required Transaction Transaction { get; set; }

    /// <summary>When it became usable; null until then.</summary>
    public DateTimeOffset? ProvisionedAt { get; set; }

    public PowerState Power { get; set; }

    public string Notes { get; set; } = "";

    public DateTimeOffset GoneAt { get; set; } = DateTimeOffset.MaxValue;

    public string FullName => $"{Order.Hostname}.{Order.Domain}";
}
