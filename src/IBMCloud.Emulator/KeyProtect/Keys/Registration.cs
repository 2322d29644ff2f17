namespace IBMCloud.Emulator.KeyProtect.Keys;

/// <summary>A resource of another service that is encrypted with a key.</summary>
internal sealed class Registration
{
    public required string ResourceCrn { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; set; }

    public string Description { get; set; } = "";

    /// <summary>The key cannot be deleted while this is there, not even by force.</summary>
    public bool PreventKeyDeletion { get; set; }

    public required KeyVersion Version { get; set; }
}
