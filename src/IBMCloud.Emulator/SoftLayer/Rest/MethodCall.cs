using System.Globalization;
using System.Text.Json;
using IBMCloud.Emulator.SoftLayer.Accounts;
using Microsoft.AspNetCore.Http;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>One call of a method: who calls, on which object, with which arguments.</summary>
/// <param name="Http">The request and its answer.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Target">What is called.</param>
/// <param name="Arguments">Positional arguments.</param>
internal sealed record MethodCall(HttpContext Http, ClassicUser Caller, RestTarget Target, IReadOnlyList<JsonElement> Arguments)
{
    /// <summary>Ends when the client goes away.</summary>
    public CancellationToken Cancel => Http.RequestAborted;

    /// <summary>The object's numeric id, or null.</summary>
    public long? NumericId => long.TryParse(Target.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>The refusal of an object that is absent or not for the caller: deliberately the same.</summary>
    public Hosting.ServiceError NotFound() => SoftLayerErrors.NotFound(Target.Id);

    /// <summary>Refuses with 404 where the caller lacks a permission: the live service does not tell it from absence.</summary>
    public void Require(params string[] permissions)
    {
        if (!permissions.All(Caller.Permissions.Contains))
        {
            throw NotFound();
        }
    }

    /// <summary>An argument.</summary>
    /// <exception cref="Hosting.ServiceError">It is not there.</exception>
    public JsonElement Argument(int index, string what) => index < Arguments.Count
        ? Arguments[index]
        : throw SoftLayerErrors.BadRequest($"{Target.Service}::{Target.Method} needs {what} as argument {index + 1}. Send {{\"parameters\":[…]}} in a POST.");

    /// <summary>The one argument, an object.</summary>
    /// <exception cref="Hosting.ServiceError">There is another number of arguments, or it is no object.</exception>
    public JsonElement OnlyObject(string what) => Arguments is [{ ValueKind: JsonValueKind.Object } one]
        ? one
        : throw SoftLayerErrors.BadRequest($"{Target.Service}::{Target.Method} takes exactly one argument, {what}. Send {{\"parameters\":[{{…}}]}}.");

    /// <summary>Reads <c>{"parameters":[…]}</c>. A body on GET is ignored, as the live service does.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ReadArgumentsAsync(HttpContext context, RestTarget target)
    {
        if (target.Arguments.Count > 0)
        {
            return [.. target.Arguments.Select(FromPath)];
        }

        if (HttpMethods.IsGet(context.Request.Method))
        {
            return [];
        }

        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        if (body.Length == 0)
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("parameters", out var parameters)
                && parameters.ValueKind == JsonValueKind.Array)
            {
                return [.. parameters.EnumerateArray().Select(one => one.Clone())];
            }
        }
        catch (JsonException)
        {
            throw SoftLayerErrors.BadRequest("The body is not JSON. Send {\"parameters\":[…]}.");
        }

        throw SoftLayerErrors.BadRequest("The body has no array of parameters. Send {\"parameters\":[…]}; arguments are positional.");
    }

    private static JsonElement FromPath(string text)
    {
        var argument = Uri.UnescapeDataString(text);
        var json = long.TryParse(argument, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? argument : $"\"{JsonEncodedText.Encode(argument)}\"";
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
