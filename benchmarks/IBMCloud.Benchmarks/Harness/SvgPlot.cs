using System.Globalization;
using System.Security;
using System.Text;

namespace IBMCloud.Benchmarks.Harness;

/// <summary>Two kinds of plots as SVG text: bars with their span from least to most, and lines over a logarithmic axis.</summary>
internal static class SvgPlot
{
    private const int Width = 760;
    private const int Left = 300;
    private const int Row = 26;

    private static readonly string[] Colours = ["#0f62fe", "#da1e28", "#198038", "#8a3ffc"];

    public static string Bars(string title, string unit, IReadOnlyList<(string Name, Series Figures)> bars)
    {
        var most = bars.Max(bar => bar.Figures.Max);
        var svg = Open(title, 60 + bars.Count * Row);
        for (var i = 0; i < bars.Count; i++)
        {
            var (name, figures) = bars[i];
            var (y, x) = (44 + i * Row, Left + Scale(figures.Median, most));
            Text(svg, Left - 8, y + 13, name, "end");
            svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{Left}" y="{y}" width="{x - Left:0.0}" height="{Row - 8}" fill="{Colours[i == 0 ? 0 : 2]}" opacity="0.85"/>""");
            svg.AppendLine(CultureInfo.InvariantCulture,
                $"""<line x1="{Left + Scale(figures.Min, most):0.0}" x2="{Left + Scale(figures.Max, most):0.0}" y1="{y + 9}" y2="{y + 9}" stroke="#161616" stroke-width="2"/>""");
            Text(svg, Left + Scale(figures.Max, most) + 8, y + 13, string.Create(CultureInfo.InvariantCulture, $"{figures.Median:0.00}"), "start");
        }

        Text(svg, Left, 52 + bars.Count * Row, $"{unit}; bar: median, line: least to most", "start");
        return svg.AppendLine("</svg>").ToString();
    }

    public static string Lines(string title, string across, string up, IReadOnlyList<(string Name, IReadOnlyList<(double X, double Y)> Points)> lines)
    {
        const int Height = 320;
        var points = lines.SelectMany(line => line.Points).ToList();
        var (minX, maxX, maxY) = (Math.Log2(points.Min(p => p.X)), Math.Log2(points.Max(p => p.X)), points.Max(p => p.Y) * 1.1);
        double AtX(double x) => 70 + (maxX > minX ? (Math.Log2(x) - minX) / (maxX - minX) * (Width - 250) : 0);
        double AtY(double y) => Height - 50 - y / maxY * (Height - 100);
        var svg = Open(title, Height);
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<path d="M70 40V{Height - 50}H{Width - 180}" fill="none" stroke="#161616"/>""");
        foreach (var x in points.Select(p => p.X).Distinct().Order())
        {
            Text(svg, AtX(x), Height - 34, x.ToString("0.##", CultureInfo.InvariantCulture), "middle");
        }

        for (var tick = 0; tick <= 4; tick++)
        {
            Text(svg, 64, AtY(maxY * tick / 4) + 4, (maxY * tick / 4).ToString("0.##", CultureInfo.InvariantCulture), "end");
        }

        for (var i = 0; i < lines.Count; i++)
        {
            var colour = Colours[i % Colours.Length];
            var path = string.Join('L', lines[i].Points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{AtX(p.X):0.0} {AtY(p.Y):0.0}")));
            svg.AppendLine($"""<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>""");
            foreach (var (x, y) in lines[i].Points)
            {
                svg.AppendLine(CultureInfo.InvariantCulture, $"""<circle cx="{AtX(x):0.0}" cy="{AtY(y):0.0}" r="3" fill="{colour}"/>""");
            }

            svg.AppendLine(CultureInfo.InvariantCulture, $"""<rect x="{Width - 170}" y="{44 + i * 20}" width="10" height="10" fill="{colour}"/>""");
            Text(svg, Width - 154, 54 + i * 20, lines[i].Name, "start");
        }

        Text(svg, 70, Height - 12, $"across: {across}; up: {up}", "start");
        return svg.AppendLine("</svg>").ToString();
    }

    private static double Scale(double value, double most) => value / most * (Width - Left - 60);

    private static StringBuilder Open(string title, int height)
    {
        var svg = new StringBuilder();
        svg.AppendLine($"""<svg xmlns="http://www.w3.org/2000/svg" width="{Width}" height="{height}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="#fff"/>""");
        svg.AppendLine($"""<text x="16" y="24" font-size="15" font-weight="bold">{SecurityElement.Escape(title)}</text>""");
        return svg;
    }

    private static void Text(StringBuilder svg, double x, double y, string text, string anchor) =>
        svg.AppendLine(CultureInfo.InvariantCulture, $"""<text x="{x:0.0}" y="{y:0.0}" text-anchor="{anchor}">{SecurityElement.Escape(text)}</text>""");
}
