using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace IBMCloud.Emulator.Hosting;

// How to add a service
//   1. A folder named like the service, with a class that implements IEmulatedService over EmulatedCloud.
//   2. One line in EmulatedServices.Create. The host then opens one port for it, or one per region when Regional is true.
//   3. MapRoutes registers RequestDelegates (context => ...), not typed lambdas: that keeps the emulator AOT-clean.
//   4. What it stores goes into CloudState: a class in the service's folder, one property there; mutate under CloudState.Gate.
//   5. Who calls: cloud.Tokens.Authenticate(context). May they: cloud.Access.Authorize(identity, action, resource).
//      Time: cloud.Clock, never DateTime.UtcNow. Later states are computed from the clock when they are read.
//   6. To say no, throw ServiceError(status, code, message); the host calls WriteErrorAsync, which speaks the service's dialect.
//   Faults, request log and correlation ids happen in the host before the routes are reached: a service does nothing for them.

/// <summary>One emulated service: its routes and the dialect of its errors.</summary>
internal interface IEmulatedService
{
    /// <summary>Which service this is.</summary>
    EmulatedService Service { get; }

    /// <summary>True if each region has its own port.</summary>
    bool Regional { get; }

    /// <summary>Registers the routes for one port.</summary>
    void MapRoutes(IEndpointRouteBuilder routes, ServicePort port);

    /// <summary>Writes an error as the live service would: status, media type, body.</summary>
    Task WriteErrorAsync(HttpContext context, ServiceError error);
}
