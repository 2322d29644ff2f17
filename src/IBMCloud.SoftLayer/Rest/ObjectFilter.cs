using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Which objects an answer has (API reference, "Using object filters"). The service ignores a wrongly built filter and answers with everything,
/// so a filter is checked here against the type that reads the answer: a property that the type does not have is refused.
/// </summary>
public sealed class ObjectFilter
{
    private readonly JsonTypeInfo? _type;
    private readonly string? _root;
    private readonly JsonObject _conditions;

    private ObjectFilter(JsonTypeInfo? type, string? root, JsonObject conditions) => (_type, _root, _conditions) = (type, root, conditions);

    /// <summary>An empty filter for a list of objects that a type reads.</summary>
    /// <param name="type">The type, from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <param name="root">
    /// The relation under which the conditions stand, for example <c>virtualGuests</c> for <c>SoftLayer_Account/getVirtualGuests</c>;
    /// <see langword="null"/> where the service lists its own type.
    /// </param>
    public static ObjectFilter For(JsonTypeInfo type, string? root = null)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new(type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { } element ? type.Options.GetTypeInfo(element) : type, root, []);
    }

    /// <summary>A filter as JSON text, for services that have no type here. Nothing checks its names.</summary>
    /// <param name="json">The filter.</param>
    /// <exception cref="ArgumentException">The text is no JSON object.</exception>
    public static ObjectFilter Parse(string json)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(json);
        try
        {
            return JsonNode.Parse(json) is JsonObject conditions ? new(null, null, conditions) : throw new ArgumentException("A filter is a JSON object.", nameof(json));
        }
        catch (System.Text.Json.JsonException e)
        {
            throw new ArgumentException($"The filter is not JSON: {e.Message}", nameof(json), e);
        }
    }

    /// <summary>Adds a condition on a property.</summary>
    /// <param name="property">Wire name, with dots through relations: <c>datacenter.name</c>.</param>
    /// <param name="condition">What it must meet.</param>
    /// <exception cref="ArgumentException">The type has no such property, or it has a condition already (a property cannot be filtered twice, nor filtered and sorted).</exception>
    public ObjectFilter Where(string property, FilterCondition condition)
    {
        ArgumentException.ThrowIfNullOrEmpty(property);
        ArgumentNullException.ThrowIfNull(condition);
        Check(property);
        var copy = (JsonObject)_conditions.DeepClone();
        var node = copy;
        var names = property.Split('.');
        foreach (var name in names[..^1])
        {
            if (node[name] is not JsonObject next)
            {
                node[name] = next = [];
            }

            node = next;
        }

        return node.TryAdd(names[^1], condition.ToJson())
            ? new(_type, _root, copy)
            : throw new ArgumentException($"'{property}' has a condition already: one property takes one, filter or order.", nameof(property));
    }

    /// <summary>The filter as it is sent.</summary>
    public override string ToString() => (_root is null ? _conditions : new JsonObject { [_root] = _conditions.DeepClone() }).ToJsonString();

    private void Check(string property)
    {
        var type = _type;
        foreach (var name in property.Split('.'))
        {
            if (type is null)
            {
                return;
            }

            var found = type.Properties.FirstOrDefault(one => one.Name == name)
                ?? throw new ArgumentException(
                    $"{type.Type.Name} has no property '{name}'; it has {string.Join(", ", type.Properties.Select(one => one.Name))}. The service would ignore the filter and answer with everything.",
                    nameof(property));
            type = type.Options.GetTypeInfo(found.PropertyType);
            type = type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { } element ? type.Options.GetTypeInfo(element) : type;
        }
    }
}
