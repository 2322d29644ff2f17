namespace IBMCloud.Benchmarks.Harness;

/// <summary>Contenders that take turns, round after round, so that a busy neighbour hits all of them alike.</summary>
/// <remarks>A contender gives one figure per round, larger is better (GB/s), or <see cref="double.NaN"/> where it could not run.</remarks>
internal sealed class Contest(string unit)
{
    private readonly List<(string Name, Func<double> Run)> _contenders = [];
    private readonly Dictionary<string, List<double>> _figures = [];

    public IEnumerable<string> Names => _contenders.Select(contender => contender.Name);

    public Contest Add(string name, Func<double> run)
    {
        _contenders.Add((name, run));
        _figures[name] = [];
        return this;
    }

    public Contest Run(int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var (name, run) in _contenders)
            {
                var figure = run();
                _figures[name].Add(figure);
                Console.Error.WriteLine($"  round {round + 1}/{rounds}  {name}: {figure:0.000} {unit}");
            }
        }

        return this;
    }

    public Series Of(string name) => new(_figures[name]);

    /// <summary>Ours over theirs, round by round.</summary>
    public Series Ratio(string ours, string theirs) => new(_figures[ours].Zip(_figures[theirs], (left, right) => left / right));

    /// <summary>Our best over their best: what is left when neighbours are quiet.</summary>
    public double BestRatio(string ours, string theirs) => Of(ours).Max / Of(theirs).Max;
}

/// <summary>Figures in order of size; what could not be measured is left out.</summary>
internal sealed class Series(IEnumerable<double> figures)
{
    private readonly double[] _sorted = [.. figures.Where(double.IsFinite).Order()];

    public bool IsEmpty => _sorted.Length == 0;

    public double Min => IsEmpty ? double.NaN : _sorted[0];

    public double Max => IsEmpty ? double.NaN : _sorted[^1];

    public double Median => IsEmpty ? double.NaN : (_sorted[(_sorted.Length - 1) / 2] + _sorted[_sorted.Length / 2]) / 2;
}
