using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.Iam.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Iam;

/// <summary>IAM: tokens, identities and policies share a host, each with its own error dialect (spec iam-keyprotect §1–3).</summary>
internal sealed class IamService(EmulatedCloud cloud) : IEmulatedService
{
    private readonly TokenRoutes _tokens = new(cloud);

    public EmulatedService Service => EmulatedService.Iam;

    public bool Regional => false;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port) => _tokens.Map(routes);

    public Task WriteErrorAsync(HttpContext context, ServiceError error) => TokenRoutes.WriteErrorAsync(context, error, cloud.Clock.GetUtcNow());
}
