using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>
/// What a request's path names (spec softlayer §1.1):
/// <code>
/// /{Service}[/{id}][/{method}[/argument…]][.json]
/// no method named: GET getObject, POST createObject, PUT editObject, DELETE deleteObject
/// </code>
/// </summary>
/// <param name="Service">Service, with its prefix <c>SoftLayer_</c>.</param>
/// <param name="Id">Init parameter: a number or a UUID; null for static methods.</param>
/// <param name="Method">Method.</param>
/// <param name="Arguments">Scalar arguments from the path.</param>
internal sealed record RestTarget(string Service, string? Id, string Method, IReadOnlyList<string> Arguments)
{
    public static RestTarget Parse(string httpMethod, string path)
    {
        var extension = Path.GetExtension(path);
        if (extension is ".xml" or ".txt")
        {
            throw SoftLayerErrors.BadRequest($"The emulator answers in JSON only. Ask for '{Path.ChangeExtension(path, ".json")}'.");
        }

        var parts = (extension == ".json" ? path[..^extension.Length] : path).Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0 || !parts[0].StartsWith("SoftLayer_", StringComparison.Ordinal))
        {
            throw SoftLayerErrors.BadRequest("The path names no service. It has the form /rest/v3.1/SoftLayer_Account/getObject.json.");
        }

        var id = parts.Length > 1 && IsId(parts[1]) ? parts[1] : null;
        var rest = parts[(id is null ? 1 : 2)..];
        return rest is [var method, .. var arguments]
            ? new(parts[0], id, method, arguments)
            : new(parts[0], id, Default(httpMethod), []);
    }

    private static bool IsId(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) || Guid.TryParse(text, out _);

    private static string Default(string httpMethod) =>
        HttpMethods.IsGet(httpMethod) ? "getObject"
        : HttpMethods.IsPost(httpMethod) ? "createObject"
        : HttpMethods.IsPut(httpMethod) ? "editObject"
        : HttpMethods.IsDelete(httpMethod) ? "deleteObject"
        : throw SoftLayerErrors.BadRequest($"The verb {httpMethod} is not understood. Use GET, POST, PUT or DELETE.");
}
