using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Transactions;

namespace IBMCloud.Emulator.SoftLayer.ImageTemplates;

/// <summary>An image template: the parent, with one copy in each datacenter (spec softlayer §2.2).</summary>
internal sealed class ImageTemplate
{
    public required long Id { get; init; }

    public required string GlobalIdentifier { get; init; }

    public required string Name { get; set; }

    public required string Note { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required ClassicUser CreatedBy { get; init; }

    /// <summary>What it holds; stays when the object that it came from is deleted.</summary>
    public required TemplateDisk Disk { get; init; }

    /// <summary>Reference code of the operating system.</summary>
    public required string OsCode { get; init; }

    public bool CloudInit { get; set; }

    public bool Byol { get; set; }

    public string? BootMode { get; set; }

    /// <summary>Work on the parent itself.</summary>
    public required Transaction Transaction { get; set; }

    public List<TemplateCopy> Copies { get; } = [];

    /// <summary>Accounts that it is shared with.</summary>
    public HashSet<long> SharedWith { get; } = [];

    /// <summary>From when on it does not exist any more.</summary>
    public DateTimeOffset GoneAt { get; set; } = DateTimeOffset.MaxValue;

    /// <summary>No work on the parent or any copy, and at least one copy.</summary>
    public bool IsReady(DateTimeOffset now) => !Transaction.IsRunning(now) && Present(now).Any() && !Present(now).Any(copy => copy.Transaction.IsRunning(now));

    /// <summary>The copies that exist.</summary>
    public IEnumerable<TemplateCopy> Present(DateTimeOffset now) => Copies.Where(copy => copy.AppearsAt <= now && now < copy.GoneAt);
}
