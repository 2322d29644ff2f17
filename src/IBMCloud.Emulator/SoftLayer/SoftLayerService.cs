using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.SoftLayer;

/// <summary>Classic infrastructure: the REST API below <c>/rest/v3.1</c> (spec softlayer).</summary>
internal sealed class SoftLayerService(EmulatedCloud cloud) : IEmulatedService
{
    public EmulatedService Service => EmulatedService.SoftLayer;

    public bool Regional => false;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port) => ArgumentNullException.ThrowIfNull(cloud);

    public Task WriteErrorAsync(HttpContext context, ServiceError error) =>
        JsonAnswer.WriteAsync(context, error.Status, new JsonObject { ["error"] = error.Message, ["code"] = error.Code });
}
