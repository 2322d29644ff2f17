using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>All that one case lets out in activities and measurements, though others run beside it: it follows the case's own flow of execution.</summary>
internal sealed partial class CaseOutput
{
    private static readonly AsyncLocal<CaseOutput?> Current = new();
    private static readonly ActivityListener Activities = Listen();
    private static readonly MeterListener Measurements = Measure();
    private readonly ConcurrentQueue<string> _lines = new();

    private CaseOutput()
    {
    }

    /// <summary>Begins to listen to what the caller does from here on.</summary>
    public static CaseOutput Begin()
    {
        (Activities, Measurements).Should().NotBeNull();
        var output = new CaseOutput();
        Current.Value = output;
        return output;
    }

    /// <summary>Adds what got out elsewhere.</summary>
    public void Add(object text) => _lines.Enqueue($"{text}");

    /// <summary>The secrets, tokens and bearer headers that got out; the log's lines count, too.</summary>
    public IReadOnlyList<string> Find(CapturedLog log, IEnumerable<(string Name, string Secret)> secrets)
    {
        var everything = string.Join('\n', _lines.Append(log.Text));
        var found = secrets.Where(secret => everything.Contains(secret.Secret, StringComparison.OrdinalIgnoreCase)).Select(secret => $"{secret.Name} got out").ToList();
        if (Token().IsMatch(everything))
        {
            found.Add("a token got out");
        }

        if (_lines.IsEmpty)
        {
            found.Add("nothing was listened to");
        }

        return found;
    }

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("IBMCloud", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => Current.Value?.Add(
                $"{activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} {string.Join(' ', activity.Events.SelectMany(one => one.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name.StartsWith("IBMCloud", StringComparison.Ordinal))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        return listener;
    }

    private static void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Current.Value?.Add($"{instrument.Name} {string.Join(' ', tags.ToArray())}");

    [GeneratedRegex(@"eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+|[Bb]earer +[A-Za-z0-9_-]{16,}")]
    private static partial Regex Token();
}
