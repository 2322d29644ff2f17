using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>
/// Which properties an answer has (spec softlayer §1.3):
/// <code>
/// mask[id,name,status[name]]   mask.status.name   id,name   filteredMask[…]   mask[] or nothing: all local properties
/// </code>
/// A local property named at a level drops the other local ones there; where only relations are named, the local ones stay. Blanks and line
/// breaks are passed over, dots lead into relations (spec clients §7). What an object does not have is left out.
/// </summary>
internal sealed class ObjectMask
{
    private readonly Dictionary<string, ObjectMask> _properties = new(StringComparer.Ordinal);

    /// <summary>All local properties.</summary>
    public static ObjectMask Everything { get; } = new();

    /// <summary>Reads a mask.</summary>
    /// <exception cref="Hosting.ServiceError">Its brackets do not match.</exception>
    public static ObjectMask Parse(string? text)
    {
        var compact = new string([.. (text ?? "").Where(c => !char.IsWhiteSpace(c))]);
        var mask = new ObjectMask();
        var position = 0;
        mask.ReadList(compact, ref position);
        if (position != compact.Length)
        {
            throw SoftLayerErrors.Public($"The object mask cannot be read at character {position + 1}: brackets do not match. Send it as mask[id,name,status[name]].");
        }

        return mask.WithoutRoot();
    }

    /// <summary>The part of a value that the mask asks for.</summary>
    public JsonNode? Apply(SoftLayerValue? value) => value switch
    {
        SoftLayerValue.Scalar scalar => scalar.Node?.DeepClone(),
        SoftLayerValue.One one => Apply(one.Object),
        SoftLayerValue.Many many => new JsonArray([.. many.Rows.Select(Apply)]),
        _ => null,
    };

    private JsonObject Apply(SoftLayerObject from)
    {
        var answer = new JsonObject();
        foreach (var name in _properties.Keys.Any(from.IsLocal) ? [] : from.Locals)
        {
            answer[name] = Everything.Apply(from.Read(name));
        }

        foreach (var (name, inner) in _properties)
        {
            if (from.IsLocal(name) || from.Read(name) is not null)
            {
                answer[name] = inner.Apply(from.Read(name));
            }
        }

        return answer;
    }

    private ObjectMask WithoutRoot()
    {
        if (_properties.Count == 1 && _properties.Keys.Single() is "mask" or "filteredMask")
        {
            return _properties.Values.Single();
        }

        return this;
    }

    private void ReadList(string text, ref int position)
    {
        while (position < text.Length && text[position] != ']')
        {
            ReadProperty(text, ref position);
            if (position < text.Length && text[position] == ',')
            {
                position++;
            }
        }
    }

    private void ReadProperty(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && text[position] is not (',' or '[' or ']' or '.'))
        {
            position++;
        }

        var name = text[start..position];
        if (!_properties.TryGetValue(name, out var inner))
        {
            _properties[name] = inner = new();
        }

        if (position >= text.Length)
        {
            return;
        }

        if (text[position] == '.')
        {
            position++;
            inner.ReadProperty(text, ref position);
        }
        else if (text[position] == '[')
        {
            position++;
            inner.ReadList(text, ref position);
            if (position >= text.Length)
            {
                // Ends before its bracket: the caller sees that the end was not reached in order.
                position = text.Length + 1;
                return;
            }

            position++;
        }
    }
}
