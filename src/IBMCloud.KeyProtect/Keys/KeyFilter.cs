using System.Globalization;

namespace IBMCloud.KeyProtect;

/// <summary>Which keys to list, and in which order. All conditions must hold; without any, all but destroyed keys are listed.</summary>
public sealed record KeyFilter
{
    /// <summary>Only keys in these states; all but <see cref="KeyState.Destroyed"/> where empty.</summary>
    public IReadOnlyList<KeyState> States { get; init; } = [];

    /// <summary>Only root keys, or only standard keys.</summary>
    public bool? RootKeys { get; init; }

    /// <summary>Only keys of this ring.</summary>
    public string? KeyRing { get; init; }

    /// <summary>Only keys whose name has this text in it.</summary>
    public string? NameContains { get; init; }

    /// <summary>Only keys with exactly this name.</summary>
    public string? Name { get; init; }

    /// <summary>Only keys with an alias that has this text in it.</summary>
    public string? AliasContains { get; init; }

    /// <summary>Only keys made after this time.</summary>
    public DateTimeOffset? CreatedAfter { get; init; }

    /// <summary>Only keys made before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Only keys that expire before this time.</summary>
    public DateTimeOffset? ExpiresBefore { get; init; }

    /// <summary>Only keys last rotated before this time. A key that was never rotated is not among them.</summary>
    public DateTimeOffset? RotatedBefore { get; init; }

    /// <summary>Only keys that were never rotated.</summary>
    public bool NeverRotated { get; init; }

    /// <summary>Only keys deleted after this time; ask for <see cref="KeyState.Destroyed"/> too.</summary>
    public DateTimeOffset? DeletedAfter { get; init; }

    /// <summary>Order of the list.</summary>
    public KeyOrder Order { get; init; } = KeyOrder.Id;

    /// <summary>Turns the order round.</summary>
    public bool Descending { get; init; }

    internal string? StateQuery => States.Count == 0 ? null : string.Join(',', States.Select(state => ((int)state).ToString(CultureInfo.InvariantCulture)));

    internal string? ExtractableQuery => RootKeys switch { true => "false", false => "true", null => null };

    // "escape:" keeps a text that itself looks like a scope from being read as one.
    internal string? SearchQuery => this switch
    {
        { Name: { } name } => $"exact:name:escape:{name}",
        { NameContains: { } text } => $"name:escape:{text}",
        { AliasContains: { } text } => $"alias:escape:{text}",
        _ => null,
    };

    internal string? FilterQuery
    {
        get
        {
            var parts = new List<string>();
            Add(parts, "creationDate", "gt", CreatedAfter);
            Add(parts, "creationDate", "lt", CreatedBefore);
            Add(parts, "expirationDate", "lt", ExpiresBefore);
            Add(parts, "lastRotateDate", "lt", RotatedBefore);
            Add(parts, "deletionDate", "gt", DeletedAfter);
            if (NeverRotated)
            {
                parts.Add("lastRotateDate=none");
            }

            return parts.Count == 0 ? null : string.Join(' ', parts);
        }
    }

    internal string SortQuery => (Descending ? "-" : "") + Order switch
    {
        KeyOrder.State => "state",
        KeyOrder.CreatedAt => "creationDate",
        KeyOrder.UpdatedAt => "lastUpdateDate",
        KeyOrder.RotatedAt => "lastRotateDate",
        KeyOrder.ExpiresAt => "expirationDate",
        KeyOrder.DeletedAt => "deletionDate",
        _ => "id",
    };

    internal void Validate()
    {
        if (new[] { Name, NameContains, AliasContains }.Count(text => text is not null) > 1)
        {
            throw new ArgumentException("The service searches for one text at a time: give one of Name, NameContains and AliasContains.");
        }
    }

    // The service also searches in ways of its own: what it answers is checked again.
    internal bool Matches(Key key) => (Name is null || key.Name == Name) && (RootKeys is null || key.IsRootKey == RootKeys);

    private static void Add(List<string> parts, string property, string comparison, DateTimeOffset? time)
    {
        if (time is { } limit)
        {
            parts.Add($"{property}={comparison}:\"{limit.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)}\"");
        }
    }
}
