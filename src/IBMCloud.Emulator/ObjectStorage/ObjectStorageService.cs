using IBMCloud.Emulator.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.ObjectStorage;

/// <summary>Cloud Object Storage: the S3 API, a port per region (spec cos).</summary>
internal sealed class ObjectStorageService(EmulatedCloud cloud) : IEmulatedService
{
    public EmulatedService Service => EmulatedService.ObjectStorage;

    public bool Regional => true;

    public void MapRoutes(IEndpointRouteBuilder routes, ServicePort port) => ArgumentNullException.ThrowIfNull(cloud);

    public Task WriteErrorAsync(HttpContext context, ServiceError error)
    {
        context.Response.StatusCode = error.Status;
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync($"<Error><Code>{error.Code}</Code></Error>", context.RequestAborted);
    }
}
