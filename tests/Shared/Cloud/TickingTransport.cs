using IBMCloud.Emulator;

namespace IBMCloud.Tests.Shared.Cloud;

/// <summary>A client's transport that moves the emulator's clock on after each answer, so that what takes the cloud minutes takes a test no time.</summary>
public sealed class TickingTransport(EmulatorClock clock, TimeSpan step) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        clock.Advance(step);
        return response;
    }
}
