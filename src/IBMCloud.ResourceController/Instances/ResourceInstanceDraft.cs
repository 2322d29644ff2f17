namespace IBMCloud.ResourceController;

/// <summary>An instance to be made.</summary>
public sealed record ResourceInstanceDraft
{
    /// <summary>Longest name the service takes.</summary>
    public const int LongestName = 180;

    /// <summary>Name; at most 180 characters: letters, digits, spaces and <c>- . _ :</c>. Need not be unique.</summary>
    public required string Name { get; init; }

    /// <summary>Plan, for example <see cref="ResourcePlans.KeyProtectTiered"/>.</summary>
    public required string PlanId { get; init; }

    /// <summary>Region, or <c>global</c>, as Object Storage needs it.</summary>
    public required string Target { get; init; }

    /// <summary>Id of the resource group.</summary>
    public required string ResourceGroupId { get; init; }

    /// <summary>Tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Parameters of the service, for example <c>allowed_network</c> = <c>private-only</c> of Key Protect.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(PlanId);
        ArgumentException.ThrowIfNullOrEmpty(Target);
        ArgumentException.ThrowIfNullOrEmpty(ResourceGroupId);
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || !Name.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or '_' or ':'))
        {
            throw new ArgumentException($"'{Name}' is not a name the Resource Controller takes: 1 to {LongestName} letters, digits, spaces and - . _ : only.", nameof(Name));
        }
    }
}
