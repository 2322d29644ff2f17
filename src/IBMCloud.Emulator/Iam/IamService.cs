using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.Iam.Identities;
using IBMCloud.Emulator.Iam.Policies;
using IBMCloud.Emulator.Iam.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Iam;

/// <summary>IAM: tokens, identities and policies share a host, each with its own error dialect (spec iam-keyprotect §1–3).</summary>
internal sealed class IamService(EmulatedCloud cloud) : IEmulatedService
{
    public EmulatedService Service => EmulatedService.Iam;

    public bool Regional => false;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port)
    {
        var apiKeys = new ApiKeyRoutes(cloud);
        new TokenRoutes(cloud).Map(routes);
        new InstanceMetadataRoutes(cloud).Map(routes);
        new ServiceIdRoutes(cloud, apiKeys).Map(routes);
        apiKeys.Map(routes);
        new PolicyRoutes(cloud).Map(routes);
        new RoleRoutes(cloud).Map(routes);
    }

    public Task WriteErrorAsync(HttpContext context, ServiceError error)
    {
        var now = cloud.Clock.GetUtcNow();
        var path = context.Request.Path;
        if (path.StartsWithSegments("/v1/serviceids") || path.StartsWithSegments("/v1/apikeys"))
        {
            return IdentityDialect.WriteErrorAsync(context, error, now);
        }

        return path.StartsWithSegments("/v1") || path.StartsWithSegments("/v2")
            ? PolicyErrors.WriteErrorAsync(context, error, cloud.Options.Switches.PolicyConflictNamesIdOnly)
            : TokenRoutes.WriteErrorAsync(context, error, now);
    }
}
