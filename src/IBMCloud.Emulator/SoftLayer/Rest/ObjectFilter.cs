using System.Text.Json;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>
/// Which rows a list has. A filter that is wrongly built (no JSON, another root, a property that the rows do not have, an unknown operation, one
/// property both filtered and sorted) is ignored in silence and everything is answered, as the live service does (spec softlayer §1.3).
/// </summary>
internal sealed class ObjectFilter
{
    private readonly List<(string[] Path, FilterOperation Operation)> _leaves = [];

    private ObjectFilter()
    {
    }

    /// <summary>Rows that meet the filter, in its order; by id where it has none.</summary>
    /// <param name="text">The filter's text, or null.</param>
    /// <param name="root">The relation under which conditions stand, or null where they stand at top level.</param>
    /// <param name="rows">All rows.</param>
    public static IReadOnlyList<SoftLayerObject> Apply(string? text, string? root, IReadOnlyList<SoftLayerObject> rows) =>
        TryParse(text, root) is { } filter && filter.Fits(rows) ? filter.Select(rows) : rows;

    private static ObjectFilter? TryParse(string? text, string? root)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            var start = document.RootElement;
            if (root is not null && (start.ValueKind != JsonValueKind.Object || !start.TryGetProperty(root, out start)))
            {
                return null;
            }

            var filter = new ObjectFilter();
            return filter.Read(start, []) ? filter : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private bool Read(JsonElement node, string[] path)
    {
        if (node.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        if (path.Length > 0 && node.TryGetProperty("operation", out _))
        {
            if (FilterOperation.TryRead(node) is not { } operation)
            {
                return false;
            }

            _leaves.Add((path, operation));
            return true;
        }

        return node.EnumerateObject().All(member => Read(member.Value, [.. path, member.Name]));
    }

    private bool Fits(IReadOnlyList<SoftLayerObject> rows) =>
        _leaves.Select(leaf => string.Join('.', leaf.Path)).Distinct().Count() == _leaves.Count
        && _leaves.All(leaf => rows.Count == 0 || rows.Any(row => row.Has(leaf.Path[0])));

    private IReadOnlyList<SoftLayerObject> Select(IReadOnlyList<SoftLayerObject> rows)
    {
        IEnumerable<SoftLayerObject> selected = rows.Where(row => _leaves.All(leaf => leaf.Operation.SortsDown is not null || Any(row, leaf.Path, leaf.Operation.Holds)));
        foreach (var (path, operation) in _leaves.Where(leaf => leaf.Operation.SortsDown is not null).Reverse())
        {
            selected = operation.SortsDown == true
                ? selected.OrderByDescending(row => First(row, path), FilterOrder.Instance)
                : selected.OrderBy(row => First(row, path), FilterOrder.Instance);
        }

        return [.. selected];
    }

    private static string? First(SoftLayerObject row, string[] path)
    {
        string? text = null;
        Any(row, path, value =>
        {
            text = value;
            return true;
        });
        return text;
    }

    // A relation to many meets a condition where one of them does.
    private static bool Any(SoftLayerObject row, ReadOnlySpan<string> path, Func<string?, bool> holds)
    {
        switch (row.Read(path[0]))
        {
            case SoftLayerValue.Scalar scalar when path.Length == 1:
                return holds(FilterOperation.TextOf(scalar.Node));
            case SoftLayerValue.One one when path.Length > 1:
                return Any(one.Object, path[1..], holds);
            case SoftLayerValue.Many many when path.Length > 1:
                foreach (var inner in many.Rows)
                {
                    if (Any(inner, path[1..], holds))
                    {
                        return true;
                    }
                }

                return false;
            default:
                return holds(null);
        }
    }
}
