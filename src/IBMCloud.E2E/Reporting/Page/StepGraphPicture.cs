namespace IBMCloud.E2E;

/// <summary>What waits for what, drawn from top to bottom: a step stands one row below the lowest of those that it waits for.</summary>
internal static class StepGraphPicture
{
    private const int Width = 216;
    private const int Height = 46;
    private const int Across = 236;
    private const int Down = 78;

    /// <summary>A step in the picture.</summary>
    /// <param name="Id">Id.</param>
    /// <param name="Title">First line.</param>
    /// <param name="Words">Second line.</param>
    /// <param name="Class">How it is coloured.</param>
    /// <param name="After">Ids of the steps before it.</param>
    public sealed record Node(string Id, string Title, string Words, string Class, IReadOnlyList<string> After);

    public static HtmlText Of(IReadOnlyList<Node> nodes, string title, string? style = null)
    {
        var places = Place(nodes);
        var (width, height) = (places.Values.Max(place => place.X) + Width + 2, places.Values.Max(place => place.Y) + Height + 2);
        var svg = new HtmlText();
        svg.Add($"<svg class=\"graph\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"graph-title graph-desc\">");
        svg.Add($"<title id=\"graph-title\">{title}</title>");
        svg.Add($"<desc id=\"graph-desc\">{string.Join("; ", nodes.Select(node => $"{node.Title} ({node.Words}){(node.After.Count == 0 ? "" : $" after {string.Join(", ", node.After)}")}"))}</desc>");
        if (style is not null)
        {
            svg.AddStyle(style);
        }

        foreach (var node in nodes)
        {
            var (x, y) = places[node.Id];
            foreach (var before in node.After.Where(before => places.ContainsKey(before) && !node.After.Any(other => WaitsFor(other, before))))
            {
                var (fromX, fromY) = (places[before].X + Width / 2, places[before].Y + Height);
                var (toX, bend) = (x + Width / 2, (y - fromY) / 2);
                svg.Add($"<path class=\"edge\" d=\"M{fromX} {fromY}C{fromX} {fromY + bend} {toX} {y - bend} {toX} {y}\"/>");
            }
        }

        foreach (var node in nodes)
        {
            var (x, y) = places[node.Id];
            svg.Add($"<rect class=\"node {node.Class}\" x=\"{x}\" y=\"{y}\" width=\"{Width}\" height=\"{Height}\" rx=\"8\"/>");
            svg.Add($"<text class=\"name\" x=\"{x + Width / 2}\" y=\"{y + 20}\" text-anchor=\"middle\">{Short(node.Title)}</text>");
            svg.Add($"<text class=\"soft\" x=\"{x + Width / 2}\" y=\"{y + 37}\" text-anchor=\"middle\">{node.Words}</text>");
        }

        return svg.Add($"</svg>");

        // What follows from other edges is not drawn.
        bool WaitsFor(string id, string before) =>
            nodes.FirstOrDefault(node => node.Id == id) is { } node && node.After.Any(one => one == before || WaitsFor(one, before));
    }

    private static Dictionary<string, (int X, int Y)> Place(IReadOnlyList<Node> nodes)
    {
        // The order of the nodes is one in which all that a node waits for stands before it.
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            rows[node.Id] = node.After.Where(rows.ContainsKey).Select(before => rows[before] + 1).DefaultIfEmpty(0).Max();
        }

        var places = new Dictionary<string, (int X, int Y)>(StringComparer.Ordinal);
        var widest = rows.Values.GroupBy(row => row).Max(row => row.Count());
        foreach (var row in nodes.GroupBy(node => rows[node.Id]).OrderBy(row => row.Key))
        {
            // Under the middle of those before it, where there is room: edges cross less.
            var ordered = row.OrderBy(node => node.After.Where(places.ContainsKey).Select(before => (double)places[before].X).DefaultIfEmpty(0).Average()).ToList();
            var left = (widest - ordered.Count) * Across / 2;
            for (var i = 0; i < ordered.Count; i++)
            {
                places[ordered[i].Id] = (left + i * Across + 1, row.Key * Down + 1);
            }
        }

        return places;
    }

    private static string Short(string title) => title.Length <= 28 ? title : $"{title[..27]}…";
}
