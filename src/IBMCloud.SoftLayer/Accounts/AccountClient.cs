using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>The caller and the account (<c>SoftLayer_Account</c>).</summary>
public sealed class AccountClient
{
    private const string Service = "SoftLayer_Account";
    private readonly SoftLayerRest _rest;

    internal AccountClient(SoftLayerRest rest) => _rest = rest;

    /// <summary>Who calls. The first call to make: it shows that user and key go together.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">User or key are wrong, or the service failed.</exception>
    public async Task<SoftLayerUser> GetCurrentUserAsync(CancellationToken cancellationToken = default) =>
        await _rest.GetAsync(new SoftLayerCall(Service, "getCurrentUser") { Mask = ObjectMask.Of(SoftLayerJson.Default.SoftLayerUser) }, SoftLayerJson.Default.SoftLayerUser, cancellationToken).ConfigureAwait(false)
            ?? throw new IbmCloudException(SoftLayerRest.ServiceName, $"{Service}/getCurrentUser", "SoftLayer knows no user for this credential. Use the credential of a classic user.");

    /// <summary>The account of the caller.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">User or key are wrong, or the service failed.</exception>
    public async Task<SoftLayerAccount> GetAsync(CancellationToken cancellationToken = default) =>
        await _rest.GetAsync(new SoftLayerCall(Service, "getObject") { Mask = ObjectMask.Of(SoftLayerJson.Default.SoftLayerAccount) }, SoftLayerJson.Default.SoftLayerAccount, cancellationToken).ConfigureAwait(false)
            ?? throw new IbmCloudException(SoftLayerRest.ServiceName, $"{Service}/getObject", "This credential has no classic account. Link one to the IBM Cloud account.");
}
