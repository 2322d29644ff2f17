using System.Text.Json;
using System.Text.Json.Serialization;
using IBMCloud.Core;

namespace IBMCloud.ActivityTracker;

/// <summary>The events of a scope from all sources, in order, and what they prove.</summary>
public sealed record AuditTimeline
{
    /// <summary>What was asked.</summary>
    public required AuditScope Scope { get; init; }

    /// <summary>The events, oldest first, each once.</summary>
    public required IReadOnlyList<AuditEvent> Events { get; init; }

    /// <summary>What should have happened, with the first event that shows it, or <see langword="null"/>.</summary>
    public required IReadOnlyList<AuditFinding> Findings { get; init; }

    /// <summary>Sources that could not be read, with the reason. What is missing may have been there.</summary>
    public IReadOnlyList<string> UnreadSources { get; init; } = [];

    /// <summary>What was expected and no source shows.</summary>
    public IEnumerable<ExpectedEvent> Missing => Findings.Where(finding => finding.Event is null).Select(finding => finding.Expected);

    /// <summary>Reads all sources and puts their events in order.</summary>
    /// <param name="scope">What is asked.</param>
    /// <param name="sources">Where to look. One that fails does not hide what the others have.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<AuditTimeline> ReadAsync(AuditScope scope, IEnumerable<IAuditEventSource> sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentOutOfRangeException.ThrowIfLessThan(scope.To, scope.From);
        var all = new List<AuditEvent>();
        var unread = new List<string>();
        foreach (var source in sources)
        {
            try
            {
                await foreach (var one in source.ReadAsync(scope, cancellationToken).ConfigureAwait(false))
                {
                    if (one.Time >= scope.From && one.Time <= scope.To)
                    {
                        all.Add(one);
                    }
                }
            }
            catch (Exception e) when (e is IbmCloudException or IOException)
            {
                unread.Add($"{source.Name}: {e.Message}");
            }
        }

        AuditEvent[] events = [.. Belonging(all, scope).DistinctBy(Identity).OrderBy(one => one.Time)];
        return new AuditTimeline
        {
            Scope = scope,
            Events = events,
            Findings = [.. scope.Expected.Select(expected => new AuditFinding(expected, Array.Find(events, expected.IsMetBy)))],
            UnreadSources = unread,
        };
    }

    /// <summary>The timeline as text for people: a line an event, then what was expected.</summary>
    public string ToText()
    {
        var lines = Events.Select(one =>
            $"{one.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {one.Outcome ?? "",-8} {one.Action,-34} {one.Initiator?.Name ?? one.Initiator?.Id ?? "?"} -> {one.Target?.Name ?? one.Target?.Id ?? "?"}").ToList();
        lines.AddRange(Findings.Select(finding => finding.Event is { } proof
            ? $"shown    {finding.Expected.What}: at {proof.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z by {proof.Initiator?.Id ?? "?"}"
            : $"MISSING  {finding.Expected.What}"));
        lines.AddRange(UnreadSources.Select(source => $"unread   {source}"));
        return string.Join('\n', lines);
    }

    /// <summary>The events as JSON lines, one event a line.</summary>
    public string ToJsonLines() => string.Join('\n', Events.Select(one => JsonSerializer.Serialize(one, AuditJson.Default.AuditEvent)));

    // One request shows up under several targets (a key, its instance): the correlation id joins them.
    private static IEnumerable<AuditEvent> Belonging(List<AuditEvent> all, AuditScope scope)
    {
        if (scope.Resources.Count == 0)
        {
            return all;
        }

        var correlated = all.Where(IsNamed).Select(one => one.CorrelationId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        return all.Where(one => IsNamed(one) || (one.CorrelationId is { } id && correlated.Contains(id)));

        bool IsNamed(AuditEvent one) => one.Target?.Id is { } target && scope.Resources.Any(resource => target.Contains(resource, StringComparison.OrdinalIgnoreCase));
    }

    private static (DateTimeOffset, string, string?, string?, string?) Identity(AuditEvent one) => (one.Time, one.Action, one.Initiator?.Id, one.Target?.Id, one.CorrelationId);
}

/// <summary>Something that should have happened, and what shows it.</summary>
/// <param name="Expected">What should have happened.</param>
/// <param name="Event">The first event that shows it, or <see langword="null"/> where none does.</param>
public sealed record AuditFinding(ExpectedEvent Expected, AuditEvent? Event);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditEvent))]
internal sealed partial class AuditJson : JsonSerializerContext;
