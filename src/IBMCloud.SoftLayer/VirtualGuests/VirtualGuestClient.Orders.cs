using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Core;

namespace IBMCloud.SoftLayer;

/// <content>Orders. Money is at stake: what was sent once is never sent again from here, and a second server of a name only on request.</content>
public sealed partial class VirtualGuestClient
{
    /// <summary>What can be ordered.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The service refused or failed.</exception>
    public async Task<VirtualGuestOptions> GetOptionsAsync(CancellationToken cancellationToken = default)
    {
        var wire = await _rest.GetAsync(new SoftLayerCall(Service, "getCreateObjectOptions"), SoftLayerJson.Default.CreateObjectOptionsWire, cancellationToken).ConfigureAwait(false);
        return (wire ?? throw NoAnswer("getCreateObjectOptions")).ToOptions();
    }

    /// <summary>Asks what an order would cost and whether it would be taken. Nothing is ordered.</summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="IbmCloudException">The order would be refused, or the service failed.</exception>
    public async Task<VerifiedOrder> VerifyOrderAsync(VirtualGuestOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        order.Validate();
        return await VerifyAsync(await ContainerAsync(order, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Orders a server after its price was approved: the order container is verified, shown, and the same container is placed. It is billed from then
    /// on, until <see cref="CancelAsync"/>.
    /// </summary>
    /// <param name="order">The order.</param>
    /// <param name="approve">Sees the prices and says whether to order.</param>
    /// <param name="cancellationToken">Ends the call; an order that has arrived is carried out.</param>
    /// <returns>The new server, not usable yet: <see cref="WaitUntilProvisionedAsync"/>; <see langword="null"/> where the price was not approved.</returns>
    /// <remarks>Where the answer is lost, the server is searched for by host name, domain and template; the order is never sent twice.</remarks>
    /// <exception cref="IbmCloudException">A server of this name exists; or the service refused, failed or did not answer.</exception>
    public async Task<VirtualGuest?> OrderAsync(VirtualGuestOrder order, Func<VerifiedOrder, ValueTask<bool>> approve, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(approve);
        order.Validate();
        var container = await ContainerAsync(order, cancellationToken).ConfigureAwait(false);
        var verified = await VerifyAsync(container, cancellationToken).ConfigureAwait(false);
        return await approve(verified).ConfigureAwait(false)
            ? await OrderOnceAsync("SoftLayer_Product_Order/placeOrder", order, () => PlaceAsync(order, container, cancellationToken), cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>Orders a server at whatever price it has. It is billed from now on, until <see cref="CancelAsync"/>.</summary>
    /// <param name="order">The order.</param>
    /// <param name="cancellationToken">Ends the call; an order that has arrived is carried out.</param>
    /// <returns>The new server; it is not usable yet: <see cref="WaitUntilProvisionedAsync"/>.</returns>
    /// <remarks>Where the answer is lost, the server is searched for by host name, domain and template; the order is never sent twice.</remarks>
    /// <exception cref="IbmCloudException">A server of this name exists; or the service refused, failed or did not answer.</exception>
    public Task<VirtualGuest> CreateAsync(VirtualGuestOrder order, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(order);
        order.Validate();
        return OrderOnceAsync(
            $"{Service}/createObject",
            order,
            () => _rest.PostAsync(new SoftLayerCall(Service, "createObject") { AttemptTimeout = OrderTimeout }, order.Write, SoftLayerJson.Default.VirtualGuest, cancellationToken),
            cancellationToken);
    }

    private async Task<VirtualGuest> OrderOnceAsync(string operation, VirtualGuestOrder order, Func<Task<VirtualGuest?>> send, CancellationToken cancellationToken)
    {
        var before = await FindAllAsync(order.Hostname, order.Domain, cancellationToken).ConfigureAwait(false);
        if (before.Count > 0 && !order.AllowSameName)
        {
            throw new IbmCloudException(SoftLayerRest.ServiceName, operation,
                $"A server {order.Hostname}.{order.Domain} exists already: {before[^1].Id}. Use it, cancel it, order under another name, or set AllowSameName to pay for one more.");
        }

        var known = before.Select(one => one.Id).ToHashSet();
        try
        {
            return await send().ConfigureAwait(false) ?? throw NoAnswer(operation);
        }
        catch (IbmCloudException e) when (LostAnswer.IsLost(e))
        {
            return await LostAnswer.RecoverAsync(e, $"the server {order.Hostname}.{order.Domain}", FindOrderedAsync, _searchInterval, _clock, cancellationToken).ConfigureAwait(false);
        }

        async Task<VirtualGuest?> FindOrderedAsync(CancellationToken cancellation) => (await FindAllAsync(order.Hostname, order.Domain, cancellation).ConfigureAwait(false))
            .FirstOrDefault(one => !known.Contains(one.Id)
                && string.Equals(one.BlockDeviceTemplateGroup?.GlobalIdentifier, order.TemplateGlobalIdentifier, StringComparison.OrdinalIgnoreCase));
    }

    // generateOrderTemplate drops user data, subnets and network speed: the server goes back into its place in the container.
    private async Task<JsonObject> ContainerAsync(VirtualGuestOrder order, CancellationToken cancellationToken)
    {
        var answer = await _rest.PostAsync(
            new SoftLayerCall(Service, "generateOrderTemplate") { Idempotent = true }, order.Write, SoftLayerJson.Default.JsonElement, cancellationToken).ConfigureAwait(false);
        var container = answer.ValueKind == JsonValueKind.Object ? JsonObject.Create(answer)! : throw NoAnswer("generateOrderTemplate");
        container["virtualGuests"] = new JsonArray(order.ToJson());
        return container;
    }

    private async Task<VerifiedOrder> VerifyAsync(JsonObject container, CancellationToken cancellationToken) => await _rest.PostAsync(
        new SoftLayerCall("SoftLayer_Product_Order", "verifyOrder") { Idempotent = true },
        writer => container.WriteTo(writer),
        SoftLayerJson.Default.VerifiedOrder,
        cancellationToken).ConfigureAwait(false) ?? throw NoAnswer("verifyOrder");

    private async Task<VirtualGuest?> PlaceAsync(VirtualGuestOrder order, JsonObject container, CancellationToken cancellationToken)
    {
        var receipt = await _rest.PostAsync(
            new SoftLayerCall("SoftLayer_Product_Order", "placeOrder") { AttemptTimeout = OrderTimeout },
            writer =>
            {
                container.WriteTo(writer);
                writer.WriteBooleanValue(false);
            },
            SoftLayerJson.Default.OrderReceiptWire,
            cancellationToken).ConfigureAwait(false);
        return receipt?.GuestId is { } id
            ? await ReadAsync(id, cancellationToken).ConfigureAwait(false)
            : throw new IbmCloudException(SoftLayerRest.ServiceName, "SoftLayer_Product_Order/placeOrder",
                $"The order {receipt?.OrderId} for {order.Hostname}.{order.Domain} was taken but its receipt names no server: it may wait for approval. Look at the account's orders, then for the server by its name.")
            {
                Status = HttpStatusCode.Accepted,
            };
    }
}
