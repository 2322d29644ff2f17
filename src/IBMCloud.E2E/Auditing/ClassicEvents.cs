using System.Globalization;
using System.Runtime.CompilerServices;
using IBMCloud.ActivityTracker;
using IBMCloud.SoftLayer;

namespace IBMCloud.E2E;

/// <summary>Classic infrastructure's event log as a source of audit events: <c>Power On</c> of a <c>CCI</c> becomes <c>classic.cci.power-on</c>.</summary>
internal sealed class ClassicEvents(SoftLayerClient classic) : IAuditEventSource
{
    private const string Prefix = "classic:";

    public string Name => "classic event log";

    /// <summary>How a classic object is named in a scope and as a target.</summary>
    public static string? IdOf(long? id) => id is { } value ? Prefix + value.ToString(CultureInfo.InvariantCulture) : null;

    public async IAsyncEnumerable<AuditEvent> ReadAsync(AuditScope scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long[] objects =
        [
            .. scope.Resources.Where(one => one.StartsWith(Prefix, StringComparison.Ordinal)).Select(one => long.Parse(one[Prefix.Length..], CultureInfo.InvariantCulture)),
        ];
        if (objects.Length == 0)
        {
            yield break;
        }

        var entries = await classic.EventLog.ListAsync(new EventLogFilter { From = scope.From, To = scope.To, ObjectIds = objects }, cancellationToken).ConfigureAwait(false);
        foreach (var entry in entries)
        {
            yield return new AuditEvent
            {
                Time = entry.EventCreateDate ?? scope.From,
                Action = $"classic.{Word(entry.ObjectName)}.{Word(entry.EventName)}",
                Initiator = new AuditInitiator { Id = entry.Username ?? entry.UserType ?? "SYSTEM", Address = entry.IpAddress },
                Target = new AuditTarget { Id = IdOf(entry.ObjectId) ?? "", Name = entry.Label },
                Message = entry.EventName,
                CorrelationId = entry.TraceId,
                Source = Name,
            };
        }
    }

    private static string Word(string? text) => (text ?? "unknown").ToLowerInvariant().Replace(' ', '-');
}
