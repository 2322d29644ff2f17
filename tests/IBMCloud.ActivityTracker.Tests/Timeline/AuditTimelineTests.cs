using IBMCloud.Core;

namespace IBMCloud.ActivityTracker.Tests.Timeline;

public sealed class AuditTimelineTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_of_all_sources_come_in_order_each_once_and_only_those_of_the_time_and_things()
    {
        var wrap = Event(1, "kms.secrets.wrap", "key-1", correlation: "c");
        var timeline = await AuditTimeline.ReadAsync(
            Scope with { Resources = ["key-1"] },
            [Source(Event(3, "kms.secrets.unwrap", "key-1"), wrap), Source(wrap, Event(2, "other.thing.done", "thing", correlation: "c"), Event(2, "a.b.c", "unrelated"), Event(9999, "late.one.x", "key-1"))],
            Cancel);

        timeline.Events.Select(one => one.Action).Should().Equal("kms.secrets.wrap", "other.thing.done", "kms.secrets.unwrap");
    }

    [Fact]
    public async Task What_should_have_happened_is_shown_or_named_as_missing()
    {
        var timeline = await AuditTimeline.ReadAsync(
            Scope with
            {
                Expected =
                [
                    new("the platform unwrapped", "kms.secrets.unwrap", "server-protect", "key-1"),
                    new("somebody deleted", "kms.secrets.delete"),
                ],
            },
            [Source(Event(1, "kms.secrets.unwrap", "key-1", "IBMid-1"), Event(2, "kms.secrets.unwrap", "key-1", "server-protect", "failure"), Event(3, "kms.secrets.unwrap", "key-1", "server-protect"))],
            Cancel);

        timeline.Findings[0].Event!.Time.Should().Be(Noon.AddMinutes(3), "neither a user's unwrap nor a failed one proves it");
        timeline.Missing.Should().ContainSingle().Which.What.Should().Be("somebody deleted");
        timeline.ToText().Should().Contain("MISSING  somebody deleted").And.Contain("shown    the platform unwrapped");
        timeline.ToJsonLines().Split('\n').Should().HaveCount(3).And.OnlyContain(line => line.StartsWith('{'));
    }

    [Fact]
    public async Task A_source_that_fails_is_named_and_hides_nothing_of_the_others()
    {
        var broken = new DelegateEventSource("broken", (_, _) => throw new IbmCloudException("Logs", "query", "The service is away. Ask again."));

        var timeline = await AuditTimeline.ReadAsync(Scope, [broken, Source(Event(1, "a.b.c", "x"))], Cancel);

        timeline.Events.Should().ContainSingle();
        timeline.UnreadSources.Should().ContainSingle().Which.Should().Contain("broken").And.Contain("away");
    }

    [Fact]
    public async Task A_time_that_ends_before_it_begins_is_refused()
    {
        var read = () => AuditTimeline.ReadAsync(Scope with { To = Noon.AddDays(-9) }, [], Cancel);

        await read.Should().ThrowAsync<ArgumentOutOfRangeException>();
    }

    private static AuditScope Scope => new() { From = Noon, To = Noon.AddHours(1) };

    private static AuditEvent Event(int minute, string action, string target, string initiator = "IBMid-1", string outcome = "success", string? correlation = null) => new()
    {
        Time = Noon.AddMinutes(minute),
        Action = action,
        Outcome = outcome,
        Initiator = new AuditInitiator { Id = initiator },
        Target = new AuditTarget { Id = target },
        CorrelationId = correlation,
    };

    private static DelegateEventSource Source(params AuditEvent[] events) => new("source", (_, _) => events.ToAsyncEnumerable());
}
