using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IBMCloud.Emulator.Hosting;

/// <summary>One port: a Kestrel on loopback, with a bare root, for one service and region.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ServiceHost(WebApplication application) => _application = application;

    /// <summary>Opens the port and registers its address.</summary>
    public static async Task<ServiceHost> StartAsync(EmulatedCloud cloud, IEmulatedService service, ServicePort port, int number, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, number);
            kestrel.AddServerHeader = false;

            // A part of a multipart upload may have 5 GiB (spec cos); the services check their own limits.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.AddRoutingCore();
        var application = builder.Build();
        try
        {
            var gate = new RequestGate(cloud, service, port);
            application.Use(next => context => gate.InvokeAsync(context, next));
            application.UseRouting();
            service.MapRoutes(application, port);
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
            cloud.Addresses.Add(port, new Uri(application.Urls.Single()));
            return new ServiceHost(application);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // Open connections get no time to finish: a client that waits on a slow fault must not hold the process.
        using var now = new CancellationTokenSource();
        await now.CancelAsync().ConfigureAwait(false);
        await _application.StopAsync(now.Token).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }
}
