using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>What a template begins with: an import, or a capture.</summary>
internal sealed record TemplateDraft(string Name, string Note, Datacenter Datacenter, TemplateDisk Disk, string OsCode)
{
    public bool CloudInit { get; init; }

    public bool Byol { get; init; }

    public string? BootMode { get; init; }

    /// <summary>Name of the transaction's group.</summary>
    public required string Group { get; init; }

    /// <summary>Work on the first copy.</summary>
    public required TransactionStep[] CopySteps { get; init; }

    /// <summary>Event of the user when it begins; the sources name no event of images, so these names are ours.</summary>
    public required string BeginEvent { get; init; }

    /// <summary>Event of the system when it is done.</summary>
    public required string EndEvent { get; init; }
}
