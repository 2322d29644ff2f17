using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.KeyProtect.Policies;

/// <summary>A rule of a whole instance, such as <c>dualAuthDelete</c> or <c>keyCreateImportAccess</c>.</summary>
internal sealed class InstancePolicy
{
    public required string Type { get; init; }

    public required bool Enabled { get; init; }

    public required JsonObject Attributes { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string UpdatedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A flag of the attributes; absent means true for what may be created (spec iam-keyprotect §5.5).</summary>
    public bool Allows(string attribute) => Attributes[attribute]?.GetValue<bool>() ?? true;
}
