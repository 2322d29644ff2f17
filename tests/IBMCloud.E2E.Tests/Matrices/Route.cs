using System.Text.RegularExpressions;
using IBMCloud.Emulator;

namespace IBMCloud.E2E.Tests.Matrices;

/// <summary>A route of the flow, as faults are planned for it: ids are stars.</summary>
/// <param name="Service">Service.</param>
/// <param name="Pattern">Method and path.</param>
internal sealed partial record Route(EmulatedService Service, string Pattern)
{
    /// <summary>The routes of the requests, each once, in the order in which they were first asked for.</summary>
    public static IReadOnlyList<Route> Of(IEnumerable<EmulatorRequest> requests) => [.. requests.Select(Of).Distinct()];

    public override string ToString() => $"{Service} {Pattern}";

    private static Route Of(EmulatorRequest request)
    {
        var (path, query) = request.Path.Split('?', 2) is [var first, var second] ? (first, second) : (request.Path, "");
        var segments = path.Split('/').Select(segment => Id().IsMatch(segment) || segment.Contains('%', StringComparison.Ordinal)
            ? segment.EndsWith(".json", StringComparison.Ordinal) ? "*.json" : "*"
            : segment);
        var pattern = $"{request.Method} {string.Join('/', segments)}";

        // In Object Storage the query says what is done.
        return new(request.Service, request.Service == EmulatedService.ObjectStorage && query.Length > 0 ? $"{pattern}?{query.Split('=', '&')[0]}*" : pattern);
    }

    [GeneratedRegex(@"^(\d+(\.json)?|[0-9a-f-]{16,}(\.json)?|(iam-)?ServiceId-.*|ApiKey-.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex Id();
}
