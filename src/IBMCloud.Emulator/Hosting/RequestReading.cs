using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Hosting;

/// <summary>Path and query values as clients meant them.</summary>
internal static class RequestReading
{
    /// <summary>
    /// A path parameter. A CRN in a path is one segment with <c>/</c> as <c>%2F</c> (spec clients §2); the server leaves exactly that one encoded.
    /// </summary>
    public static string Route(this HttpContext context, string name) =>
        (context.GetRouteValue(name) as string ?? "").Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A query value, or null where it is absent or empty.</summary>
    public static string? Query(this HttpContext context, string name) =>
        context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>A whole number of the query, between bounds.</summary>
    /// <exception cref="ServiceError">400: not a number or out of bounds.</exception>
    public static int QueryNumber(this HttpContext context, string name, int absent, int least, int most)
    {
        if (context.Query(name) is not { } text)
        {
            return absent;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new ServiceError(400, ServiceError.InvalidQuery, $"The query parameter '{name}' must be a number from {least} to {most}.") { Target = name };
    }

    /// <summary>A yes-or-no value of the query, or null where it is absent.</summary>
    public static bool? QueryFlag(this HttpContext context, string name) => context.Query(name)?.ToLowerInvariant() switch
    {
        null => null,
        "true" => true,
        "false" => false,
        _ => throw new ServiceError(400, ServiceError.InvalidQuery, $"The query parameter '{name}' must be true or false.") { Target = name },
    };

    /// <summary>A request header, or null where it is absent or empty.</summary>
    public static string? Header(this HttpContext context, string name) =>
        context.Request.Headers[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>The address that the client used, without path.</summary>
    public static string BaseAddress(this HttpContext context) => $"{context.Request.Scheme}://{context.Request.Host}";
}
