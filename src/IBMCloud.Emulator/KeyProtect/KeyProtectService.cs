using System.Text.Json;
using IBMCloud.Emulator.Access;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.KeyProtect.Actions;
using IBMCloud.Emulator.KeyProtect.Import;
using IBMCloud.Emulator.KeyProtect.Keys;
using IBMCloud.Emulator.KeyProtect.Policies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.KeyProtect;

/// <summary>One route's work, under the store's gate.</summary>
internal delegate KeyProtectAnswer KeyProtectRoute(KeyProtectRequest request);

/// <summary>Key Protect, API v2, a port per region (spec iam-keyprotect §5). Instances of Hyper Protect Crypto Services answer on the same port.</summary>
internal sealed class KeyProtectService(EmulatedCloud cloud) : IEmulatedService
{
    private const int LongestBody = 1 << 20;

    public EmulatedService Service => EmulatedService.KeyProtect;

    public bool Regional => true;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port)
    {
        void Map(string method, string path, KeyProtectRoute route) =>
            routes.MapMethods("/api/v2/" + path, [method], context => AnswerAsync(context, port.Region, route));

        KeyRoutes.Map(Map);
        KeyLifeRoutes.Map(Map);
        KeyRingRoutes.Map(Map);
        RegistrationRoutes.Map(Map);
        KeyActionRoutes.Map(Map);
        ImportTokenRoutes.Map(Map);
        KeyPolicyRoutes.Map(Map);
        InstancePolicyRoutes.Map(Map);
    }

    public Task WriteErrorAsync(HttpContext context, ServiceError error) => KeyProtectErrors.WriteErrorAsync(context, error);

    private async Task AnswerAsync(HttpContext context, string region, KeyProtectRoute route)
    {
        var identity = cloud.Tokens.Authenticate(context);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = LongestBody;
        }

        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        KeyProtectAnswer answer;
        lock (cloud.State.Gate)
        {
            answer = Answer(new KeyProtectRequest(cloud, context, identity, body, StoreOf(context, region)), route);
        }

        await (answer.Body is null
            ? JsonAnswer.EmptyAsync(context, answer.Status)
            : JsonAnswer.WriteAsync(context, answer.Status, answer.Body)).ConfigureAwait(false);
    }

    private static KeyProtectAnswer Answer(KeyProtectRequest request, KeyProtectRoute route)
    {
        try
        {
            if (!request.Http.Request.Path.StartsWithSegments("/api/v2/instance"))
            {
                request.RequireAllowedNetwork();
            }

            var answer = route(request);
            request.Record(answer.Status, "");
            return answer;
        }
        catch (ServiceError refusal)
        {
            request.Record(refusal.Status, refusal.Code);
            throw;
        }
        catch (JsonException)
        {
            request.Record(400, KeyProtectErrors.BadBody);
            throw;
        }
    }

    private KeyStore StoreOf(HttpContext context, string region)
    {
        var header = context.Header(KeyProtectRequest.InstanceHeader)
            ?? throw new ServiceError(400, "BAD_REQUEST_ERR", $"The header {KeyProtectRequest.InstanceHeader} is required: the GUID of the instance.");
        if (!Guid.TryParse(header, out _))
        {
            throw new ServiceError(400, "BAD_REQUEST_ERR", $"The header {KeyProtectRequest.InstanceHeader} must be the GUID of the instance, not its CRN or name.");
        }

        return cloud.State.Instances.Find(header) is { ServiceName: ResourceScope.KeyProtect or ResourceScope.HyperProtect } instance
            && instance.Region == region && instance.IsActive(cloud.Clock.GetUtcNow())
            ? cloud.State.KeyProtect.StoreOf(instance)
            : throw new ServiceError(404, "INSTANCE_NOT_FOUND_ERR", $"The instance '{header}' does not exist in {region}.");
    }
}
