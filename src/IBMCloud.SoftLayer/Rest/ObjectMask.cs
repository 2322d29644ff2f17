using System.Text;
using System.Text.Json.Serialization.Metadata;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Which properties an answer has: <c>mask[id,name,children[id,transactionId]]</c> (API reference, "Using object masks"). Made from the type that
/// reads the answer, so that what is asked for and what is read cannot differ.
/// </summary>
public sealed class ObjectMask
{
    private const int MaxDepth = 8;
    private readonly string _text;

    private ObjectMask(string text) => _text = text;

    /// <summary>The mask that asks for exactly what a type reads, relations included.</summary>
    /// <param name="type">The type, from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <exception cref="ArgumentException">The type has no properties, or contains itself.</exception>
    public static ObjectMask Of(JsonTypeInfo type)
    {
        ArgumentNullException.ThrowIfNull(type);
        var text = new StringBuilder("mask");
        Append(text, ElementOf(type), 0);
        return text.Length == "mask".Length
            ? throw new ArgumentException($"{type.Type.Name} has no properties to ask for.", nameof(type))
            : new ObjectMask(text.ToString());
    }

    /// <summary>A mask as text, for services that have no type here.</summary>
    /// <param name="text">The mask, for example <c>mask[id,name]</c>; a list of properties is put into <c>mask[…]</c>.</param>
    /// <exception cref="ArgumentException">Brackets do not match: the service would ignore or refuse it.</exception>
    public static ObjectMask Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        var depth = 0;
        foreach (var c in text)
        {
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (depth < 0)
            {
                break;
            }
        }

        return depth != 0 ? throw new ArgumentException($"The brackets of the mask '{text}' do not match.", nameof(text))
            : text.StartsWith("mask", StringComparison.Ordinal) || text.StartsWith("filteredMask", StringComparison.Ordinal) ? new(text)
            : new($"mask[{text}]");
    }

    /// <summary>The mask as it is sent.</summary>
    public override string ToString() => _text;

    private static void Append(StringBuilder text, JsonTypeInfo type, int depth)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        if (depth == MaxDepth)
        {
            throw new ArgumentException($"{type.Type.Name} contains itself: no mask can ask for all of it.", nameof(type));
        }

        var separator = '[';
        foreach (var property in type.Properties)
        {
            text.Append(separator).Append(property.Name);
            Append(text, ElementOf(type.Options.GetTypeInfo(property.PropertyType)), depth + 1);
            separator = ',';
        }

        if (separator == ',')
        {
            text.Append(']');
        }
    }

    private static JsonTypeInfo ElementOf(JsonTypeInfo type) =>
        type.Kind == JsonTypeInfoKind.Enumerable && type.ElementType is { } element ? type.Options.GetTypeInfo(element) : type;
}
