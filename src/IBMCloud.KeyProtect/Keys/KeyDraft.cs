namespace IBMCloud.KeyProtect;

/// <summary>A key to be made.</summary>
public sealed record KeyDraft
{
    private static readonly HashSet<string> ReservedAliases =
    [
        "key", "keys", "metadata", "policy", "policies", "registration", "registrations", "ring", "rings", "rotate", "wrap", "unwrap", "rewrap", "version", "versions", "allowed_ip",
    ];

    /// <summary>Name, 2 to 90 characters; not unique, and shown to everybody who may list keys.</summary>
    public required string Name { get; init; }

    /// <summary>Description, for example the mark of the run that made the key; no secret.</summary>
    public string? Description { get; init; }

    /// <summary>Up to 5 aliases. One is what makes the creation safe to repeat: an alias is unique in the instance, a name is not.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>From when the key only unwraps; <see langword="null"/> for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Key ring; the instance's default where <see langword="null"/>.</summary>
    public string? KeyRing { get; init; }

    /// <summary>The service rotates a root key that it made every so many months, 1 to 12; as the instance's policy says where <see langword="null"/>.</summary>
    public int? RotationMonths { get; init; }

    /// <summary>Its deletion needs two people; as the instance's policy says where <see langword="null"/>.</summary>
    public bool? NeedsDualAuthorization { get; init; }

    internal bool HasPolicies => RotationMonths is not null || NeedsDualAuthorization is not null;

    internal static void RequireAlias(string alias, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(alias, parameter);
        if (alias.Length is < 2 or > 90 || !alias.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') || Guid.TryParse(alias, out _) || ReservedAliases.Contains(alias))
        {
            throw new ArgumentException($"'{alias}' is no alias: 2 to 90 letters, digits, '-' or '_'; no UUID, no word of the API's routes.", parameter);
        }
    }

    internal void Validate()
    {
        if (Name is not { Length: >= 2 and <= 90 })
        {
            throw new ArgumentException("A key's name has 2 to 90 characters.", nameof(Name));
        }

        ArgumentNullException.ThrowIfNull(Aliases);
        if (Aliases.Count > 5 || Aliases.Distinct(StringComparer.Ordinal).Count() != Aliases.Count)
        {
            throw new ArgumentException("A key has at most 5 aliases, each once.", nameof(Aliases));
        }

        foreach (var alias in Aliases)
        {
            RequireAlias(alias, nameof(Aliases));
        }

        if (RotationMonths is < 1 or > 12)
        {
            throw new ArgumentOutOfRangeException(nameof(RotationMonths), RotationMonths, "A key is rotated every 1 to 12 months.");
        }
    }
}
