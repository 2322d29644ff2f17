namespace IBMCloud.Iam;

/// <summary>The trusted profile that a compute resource acts as; named by id or by name.</summary>
public sealed record TrustedProfile
{
    private TrustedProfile(string? id, string? name) => (Id, Name) = (id, name);

    /// <summary><c>Profile-UUID</c>, or <see langword="null"/> where it is named.</summary>
    public string? Id { get; }

    /// <summary>Name, or <see langword="null"/> where the id is given.</summary>
    public string? Name { get; }

    /// <summary>A profile by id.</summary>
    /// <param name="id"><c>Profile-UUID</c>.</param>
    public static TrustedProfile ById(string id)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        return new(id, null);
    }

    /// <summary>A profile of the compute resource's own account by name.</summary>
    /// <param name="name">Name.</param>
    public static TrustedProfile ByName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new(null, name);
    }
}
