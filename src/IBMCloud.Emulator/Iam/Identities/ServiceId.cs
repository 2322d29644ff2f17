namespace IBMCloud.Emulator.Iam.Identities;

/// <summary>A service ID (spec iam-keyprotect §2). Names are not unique.</summary>
internal sealed class ServiceId
{
    /// <summary><c>ServiceId-&lt;uuid&gt;</c>.</summary>
    public required string Id { get; init; }

    public string IamId => "iam-" + Id;

    public required string Name { get; set; }

    public string? Description { get; set; }

    public string? GroupId { get; set; }

    public IReadOnlyList<string> UniqueInstanceCrns { get; set; } = [];

    public bool Locked { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; set; }

    /// <summary>Changes on every write; part of the entity tag.</summary>
    public int Revision { get; set; } = 1;

    public required string CreatedBy { get; init; }
}
