using System.Text.Json;

namespace IBMCloud.Core;

/// <summary>
/// Code, text and transaction id of an error body, in any of the services' dialects.
/// <code>
/// IAM token            errorCode, errorMessage, context.requestId
/// IAM identity         errors[0].message_code|code, errors[0].message, context.transaction_id
/// policy management    errors[0].code, errors[0].message, trace
/// resource controller  error_code|code, message, transaction_id
/// Key Protect          resources[0].errorMsg, resources[0].reasons[0].code, .message
/// classic              code, error
/// </code>
/// </summary>
internal sealed record ServiceErrorText(string? Code, string? Message, string? TransactionId)
{
    // A text is shown to people; a page of HTML or a stack trace is not.
    private const int LongestText = 600;

    public static ServiceErrorText None { get; } = new(null, null, null);

    public static ServiceErrorText Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            if (body.IsEmpty || !JsonDocument.TryParseValue(ref reader, out var document))
            {
                return None;
            }

            using (document)
            {
                return document.RootElement.ValueKind == JsonValueKind.Object ? Read(document.RootElement) : None;
            }
        }
        catch (JsonException)
        {
            // Gateways answer with HTML: the status is all there is.
            return None;
        }
    }

    private static ServiceErrorText Read(JsonElement root)
    {
        var transaction = Text(root, "trace", "transaction_id") ?? (root.TryGetProperty("context", out var context) ? Text(context, "transaction_id", "requestId") : null);
        var first = First(root, "errors") ?? First(root, "resources") ?? root;
        var reason = First(first, "reasons") ?? first;
        return new(
            Text(reason, "message_code", "code", "errorCode", "error_code"),
            Shorten(Text(reason, "message", "errorMessage", "errorMsg", "error", "description") ?? Text(first, "errorMsg")),
            transaction);
    }

    private static JsonElement? First(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Object ? list[0] : null;

    private static string? Text(JsonElement parent, params ReadOnlySpan<string> names)
    {
        if (parent.ValueKind == JsonValueKind.Object)
        {
            foreach (var name in names)
            {
                if (parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text)
                {
                    return text;
                }
            }
        }

        return null;
    }

    private static string? Shorten(string? text) => text is { Length: > LongestText } ? text[..LongestText] + "…" : text;
}
