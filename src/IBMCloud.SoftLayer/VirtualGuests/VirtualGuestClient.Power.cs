using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <content>Power. While a transaction is under way the service refuses; a server with an encrypted disk needs its root key to start.</content>
public sealed partial class VirtualGuestClient
{
    /// <summary>Starts the server.</summary>
    /// <param name="id">The server.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task PowerOnAsync(long id, CancellationToken cancellationToken = default) => SwitchAsync("powerOn", id, cancellationToken);

    /// <summary>Stops the server.</summary>
    /// <param name="id">The server.</param>
    /// <param name="soft">Asks the operating system to shut down; otherwise as if the plug were pulled.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task PowerOffAsync(long id, bool soft = true, CancellationToken cancellationToken = default) => SwitchAsync(soft ? "powerOffSoft" : "powerOff", id, cancellationToken);

    /// <summary>Restarts the server.</summary>
    /// <param name="id">The server.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public Task RebootAsync(long id, CancellationToken cancellationToken = default) => SwitchAsync("rebootDefault", id, cancellationToken, repeatable: false);

    // On and off name a state and may be repeated; a reboot may not.
    private async Task SwitchAsync(string method, long id, CancellationToken cancellationToken, bool repeatable = true)
    {
        if (!await _rest.GetAsync(new SoftLayerCall(Service, method, id) { Idempotent = repeatable }, SoftLayerJson.Default.Boolean, cancellationToken).ConfigureAwait(false))
        {
            throw new IbmCloudException(SoftLayerRest.ServiceName, $"{Service}/{method}", $"SoftLayer did not do {method} on server {id}, and does not say why. Look at its transactions and power state, then try again.");
        }
    }
}
