using System.Globalization;
using System.Text.Json;

namespace IBMCloud.ActivityTracker;

/// <summary>
/// Reads CADF events in every shape in which IBM Cloud hands them out: the event itself, or the event inside <c>message</c>, <c>event</c>, <c>json</c>,
/// <c>user_data</c> or <c>text</c> of a log line, as an object or as JSON text.
/// </summary>
public static class CadfReader
{
    private static readonly string[] Wrappers = ["message", "event", "json", "user_data", "text", "_source"];

    // The services write an offset without a colon, which no standard format reads.
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];
    private const int DeepestWrapping = 4;

    /// <summary>Reads one event.</summary>
    /// <param name="json">JSON text of an event or of a log line with one in it.</param>
    /// <param name="source">Name of the source, for <see cref="AuditEvent.Source"/>.</param>
    /// <returns>The event, or <see langword="null"/> where the text holds none: log files hold other lines too.</returns>
    public static AuditEvent? TryRead(string json, string source)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(source);
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
            return Find(document.RootElement, source, DeepestWrapping);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AuditEvent? Find(JsonElement element, string source, int depth)
    {
        if (element.ValueKind == JsonValueKind.String && depth > 0 && element.GetString() is { } text && text.AsSpan().TrimStart().StartsWith("{"))
        {
            return TryRead(text, source);
        }

        if (element.ValueKind != JsonValueKind.Object || depth == 0)
        {
            return null;
        }

        if (Text(element, "action") is { Length: > 0 } action && Time(Text(element, "eventTime")) is { } time)
        {
            return Read(element, action, time, source);
        }

        return Wrappers
            .Select(name => element.TryGetProperty(name, out var inner) ? Find(inner, source, depth - 1) : null)
            .FirstOrDefault(found => found is not null);
    }

    private static AuditEvent Read(JsonElement element, string action, DateTimeOffset time, string source) => new()
    {
        Time = time,
        Action = action,
        Outcome = Text(element, "outcome"),
        Severity = Text(element, "severity"),
        Initiator = Initiator(Member(element, "initiator")),
        Target = Target(Member(element, "target")),
        ReasonCode = Number(Member(element, "reason"), "reasonCode"),
        ReasonType = Text(Member(element, "reason"), "reasonForFailure") ?? Text(Member(element, "reason"), "reasonType"),
        Message = Text(element, "message"),
        CorrelationId = Text(element, "correlationId"),
        Source = source,
    };

    private static AuditInitiator? Initiator(JsonElement? element) => Text(element, "id") is not { } id ? null : new AuditInitiator
    {
        Id = id,
        Name = Text(element, "name"),
        CredentialType = Text(Member(element, "credential"), "type"),
        Address = Text(Member(element, "host"), "address"),
    };

    private static AuditTarget? Target(JsonElement? element) => Text(element, "id") is not { } id ? null : new AuditTarget
    {
        Id = id,
        Name = Text(element, "name"),
        TypeUri = Text(element, "typeURI"),
    };

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } parent && parent.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } value ? value : null;

    // A status comes as a number and as text.
    private static int? Number(JsonElement? element, string name) => Member(element, name) switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var value) => value,
        { ValueKind: JsonValueKind.String } text when int.TryParse(text.GetString(), CultureInfo.InvariantCulture, out var value) => value,
        _ => null,
    };

    private static DateTimeOffset? Time(string? text)
    {
        if (text is null)
        {
            return null;
        }

        // …+0000 becomes …+00:00.
        if (text.Length > 5 && text[^5] is '+' or '-' && text[^5..].Skip(1).All(char.IsAsciiDigit))
        {
            text = string.Concat(text.AsSpan(0, text.Length - 2), ":", text.AsSpan(text.Length - 2));
        }

        return DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var exact) ? exact
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var other) ? other
            : null;
    }
}
