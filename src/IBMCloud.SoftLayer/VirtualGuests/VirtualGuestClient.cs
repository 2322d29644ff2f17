using System.Net;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <summary>
/// Virtual servers (API reference, <c>SoftLayer_Virtual_Guest</c>).
/// <code>
/// getCreateObjectOptions  GET               → what can be ordered
/// createObject            POST [guest]      → guest           an order, and billed
/// generateOrderTemplate   POST [guest]      → order container, without user data and network speed
/// SoftLayer_Product_Order/verifyOrder, placeOrder   POST [container]   → prices; receipt
/// getObject               GET
/// powerOn, powerOff, powerOffSoft, rebootDefault   GET → true
/// deleteObject            GET               → true            refused while a transaction is under way
/// SoftLayer_Account/getVirtualGuests  GET + filter
/// </code>
/// </summary>
public sealed partial class VirtualGuestClient
{
    internal const string Service = "SoftLayer_Virtual_Guest";
    private const string ListRoot = "virtualGuests";

    // Orders are known to be carried out after a client gave up at 60 to 120 s.
    private static readonly TimeSpan OrderTimeout = TimeSpan.FromMinutes(4);
    private readonly SoftLayerRest _rest;
    private readonly TimeProvider _clock;
    private readonly TimeSpan _searchInterval;

    internal VirtualGuestClient(SoftLayerRest rest, IbmCloudClientOptions options) => (_rest, _clock, _searchInterval) = (rest, options.TimeProvider, options.RetryDelay);

    /// <summary>The account's server of a host name and domain.</summary>
    /// <param name="hostname">Host name.</param>
    /// <param name="domain">Domain.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <returns>The newest such server, or <see langword="null"/>.</returns>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<VirtualGuest?> FindAsync(string hostname, string domain, CancellationToken cancellationToken = default) =>
        (await FindAllAsync(hostname, domain, cancellationToken).ConfigureAwait(false)).OrderByDescending(one => one.Id).FirstOrDefault();

    /// <summary>One server.</summary>
    /// <param name="id">The server.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The server, or <see langword="null"/> if it does not exist or this user may not see it.</returns>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<VirtualGuest?> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await ReadAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Waits until the server has a provision date and no transaction.</summary>
    /// <param name="id">The server.</param>
    /// <param name="options">Pace and deadline.</param>
    /// <param name="progress">Told after each look.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="IbmCloudException">The server is gone, or the deadline passed.</exception>
    public Task<VirtualGuest> WaitUntilProvisionedAsync(
        long id, WaitOptions? options = null, IProgress<WaitProgress>? progress = null, CancellationToken cancellationToken = default) =>
        Polling.UntilAsync($"Server {id}", look => ReadAsync(id, look), guest => guest.IsProvisioned, guest => guest.Running,
            new($"{Service}/wait", options ?? new WaitOptions(), _clock, progress), cancellationToken);

    /// <summary>Cancels the server: it and its disks are gone, and billing ends. While a transaction is under way the service refuses.</summary>
    /// <param name="id">The server.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="false"/> if there was nothing to cancel, or nothing that this user may see.</returns>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<bool> CancelAsync(long id, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _rest.GetAsync(new SoftLayerCall(Service, "deleteObject", id), SoftLayerJson.Default.Boolean, cancellationToken).ConfigureAwait(false);
        }
        catch (IbmCloudException e) when (e.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task<VirtualGuest> ReadAsync(long id, CancellationToken cancellationToken) =>
        await _rest.GetAsync(
            new SoftLayerCall(Service, "getObject", id) { Mask = ObjectMask.Of(SoftLayerJson.Default.VirtualGuest) }, SoftLayerJson.Default.VirtualGuest, cancellationToken).ConfigureAwait(false)
            ?? throw NoAnswer("getObject");

    /// <summary>The account's servers of a host name and domain, oldest first: the name is not unique.</summary>
    /// <param name="hostname">Host name.</param>
    /// <param name="domain">Domain.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<IReadOnlyList<VirtualGuest>> FindAllAsync(string hostname, string domain, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(hostname);
        ArgumentException.ThrowIfNullOrWhiteSpace(domain);
        var filter = ObjectFilter.For(SoftLayerJson.Default.VirtualGuest, ListRoot)
            .Where("hostname", FilterCondition.Is(hostname)).Where("domain", FilterCondition.Is(domain));
        var all = await _rest.ListAsync(
            new SoftLayerCall("SoftLayer_Account", "getVirtualGuests") { Mask = ObjectMask.Of(SoftLayerJson.Default.VirtualGuest), Filter = filter },
            SoftLayerJson.Default.IReadOnlyListVirtualGuest,
            cancellationToken).ConfigureAwait(false);
        return [.. all.Where(one => string.Equals(one.Hostname, hostname, StringComparison.OrdinalIgnoreCase) && string.Equals(one.Domain, domain, StringComparison.OrdinalIgnoreCase))];
    }

    private static IbmCloudException NoAnswer(string method) =>
        new(SoftLayerRest.ServiceName, $"{Service}/{method}", $"SoftLayer answered null to {method}. Look for the server by its host name before you repeat the call.")
        {
            Status = HttpStatusCode.OK,
        };
}
