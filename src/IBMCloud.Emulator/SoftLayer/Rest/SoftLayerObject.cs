using System.Globalization;
using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>
/// An object as the API shows it: local properties, which an answer has where no mask says otherwise, and relational ones, which it has only when
/// the mask names them (spec softlayer §1.3). Relations are worked out when they are asked for.
/// </summary>
internal sealed class SoftLayerObject
{
    private readonly Dictionary<string, Member> _members = new(StringComparer.Ordinal);

    public IEnumerable<string> Locals => _members.Where(one => one.Value.IsLocal).Select(one => one.Key);

    public SoftLayerObject Local(string name, JsonNode? value)
    {
        _members[name] = new(true, () => SoftLayerValue.Of(value));
        return this;
    }

    /// <summary>A date: ISO 8601 with offset and without fraction.</summary>
    public SoftLayerObject Local(string name, DateTimeOffset? value) => Local(name, value is { } moment ? Date(moment) : null);

    /// <summary>A relation; where it is null, the member is left out: IBM's Python client fails on null (spec clients §7).</summary>
    public SoftLayerObject Relation(string name, Func<SoftLayerObject?> read)
    {
        _members[name] = new(false, () => read() is { } one ? SoftLayerValue.Of(one) : null);
        return this;
    }

    public SoftLayerObject Relation(string name, Func<IEnumerable<SoftLayerObject>> read)
    {
        _members[name] = new(false, () => SoftLayerValue.Of(read()));
        return this;
    }

    /// <summary>A value that is worked out only when the mask names it.</summary>
    public SoftLayerObject RelationalValue(string name, Func<JsonNode?> read)
    {
        _members[name] = new(false, () => read() is { } node ? SoftLayerValue.Of(node) : null);
        return this;
    }

    public bool Has(string name) => _members.ContainsKey(name);

    public bool IsLocal(string name) => _members.TryGetValue(name, out var member) && member.IsLocal;

    /// <summary>The property's value, or null where the object has none.</summary>
    public SoftLayerValue? Read(string name) => _members.TryGetValue(name, out var member) ? member.Read() : null;

    private static string Date(DateTimeOffset moment) => moment.ToOffset(UsCentral).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    // The API's default zone; clients must not take it for UTC.
    private static readonly TimeSpan UsCentral = TimeSpan.FromHours(-6);

    private sealed record Member(bool IsLocal, Func<SoftLayerValue?> Read);
}
