using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.ResourceController.Instances;
using IBMCloud.Emulator.ResourceController.Keys;
using IBMCloud.Emulator.ResourceController.Reclamations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.ResourceController;

/// <summary>Resource Controller: service instances, resource keys, reclamations (spec iam-keyprotect §4).</summary>
internal sealed class ResourceControllerService(EmulatedCloud cloud) : IEmulatedService
{
    public EmulatedService Service => EmulatedService.ResourceController;

    public bool Regional => false;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port)
    {
        new InstanceRoutes(cloud).Map(routes);
        new ResourceKeyRoutes(cloud).Map(routes);
        new ReclamationRoutes(cloud).Map(routes);
    }

    public Task WriteErrorAsync(HttpContext context, ServiceError error) => ResourceErrors.WriteErrorAsync(context, error);
}
