namespace IBMCloud.E2E;

/// <summary>Where a moment is on a picture's width, in percent. Long times in which nothing happened, such as between a kill and a resume, are cut to a gap.</summary>
internal sealed class TimeScale
{
    private const double GapWidth = 4;
    private const int MostGaps = 5;
    private readonly List<(DateTimeOffset From, DateTimeOffset To, double Left, double Width)> _spans = [];

    public TimeScale(IEnumerable<(DateTimeOffset From, DateTimeOffset To)> active)
    {
        var merged = new List<(DateTimeOffset From, DateTimeOffset To)>();
        foreach (var (from, to) in active.OrderBy(one => one.From))
        {
            if (merged.Count > 0 && from <= merged[^1].To)
            {
                merged[^1] = (merged[^1].From, to > merged[^1].To ? to : merged[^1].To);
            }
            else
            {
                merged.Add((from, to));
            }
        }

        var busy = Math.Max(merged.Sum(one => (one.To - one.From).TotalSeconds), 1);
        var gaps = Enumerable.Range(1, Math.Max(0, merged.Count - 1))
            .Select(i => (Index: i, Length: (merged[i].From - merged[i - 1].To).TotalSeconds))
            .Where(gap => gap.Length > 0.5 * busy).OrderByDescending(gap => gap.Length).Take(MostGaps).Select(gap => gap.Index).ToHashSet();
        var spans = new List<(DateTimeOffset From, DateTimeOffset To)>();
        for (var i = 0; i < merged.Count; i++)
        {
            if (i == 0 || gaps.Contains(i))
            {
                spans.Add(merged[i]);
            }
            else
            {
                spans[^1] = (spans[^1].From, merged[i].To);
            }
        }

        // A moment alone has no length, but needs a place.
        var lengths = spans.Select(span => Math.Max((span.To - span.From).TotalSeconds, busy * 0.08)).ToList();
        var (left, width) = (0.0, 100 - GapWidth * gaps.Count);
        for (var i = 0; i < spans.Count; i++)
        {
            var own = width * lengths[i] / lengths.Sum();
            _spans.Add((spans[i].From, spans[i].To, left, own));
            left += own + GapWidth;
        }
    }

    /// <summary>First and last moment, and where it is, of each span between gaps.</summary>
    public IReadOnlyList<(DateTimeOffset From, DateTimeOffset To, double Left, double Width)> Spans => _spans;

    /// <summary>Where a moment is, 0 to 100.</summary>
    public double At(DateTimeOffset time)
    {
        var span = _spans.LastOrDefault(one => one.From <= time, _spans[0]);
        var length = (span.To - span.From).TotalSeconds;
        return span.Left + (length <= 0 ? 0 : Math.Clamp((time - span.From).TotalSeconds / length, 0, 1) * span.Width);
    }
}
