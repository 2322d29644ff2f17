using System.Text.Json;

namespace IBMCloud.E2E;

/// <summary>
/// The start of the uploaded object on its way to another one: written down before the object is touched. Until it is settled the journal has both, and the object itself says which is true.
/// </summary>
public sealed record PendingHeader
{
    /// <summary>The layout with the new header.</summary>
    public required JsonElement Layout { get; init; }

    /// <summary>The new data key, wrapped; <see langword="null"/> where the new header has no keyslot at all.</summary>
    public string? WrappedDataKey { get; init; }

    /// <summary>Version of the root key that wrapped it, or <see langword="null"/>.</summary>
    public string? RootKeyVersion { get; init; }
}
