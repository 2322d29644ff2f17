using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>The copy of a template in one datacenter: a child of the template group.</summary>
internal sealed class TemplateCopy
{
    public required long Id { get; init; }

    public required string GlobalIdentifier { get; init; }

    public required Datacenter Datacenter { get; init; }

    /// <summary>When it is first seen: right after the call there may be none.</summary>
    public required DateTimeOffset AppearsAt { get; init; }

    public required Transaction Transaction { get; set; }

    public DateTimeOffset GoneAt { get; set; } = DateTimeOffset.MaxValue;
}
