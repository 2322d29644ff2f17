using System.Text.Json.Serialization;

namespace IBMCloud.SoftLayer;

/// <summary>The answer of placeOrder (<c>SoftLayer_Container_Product_Order_Receipt</c>): the server's id is in the container, or in one inside it.</summary>
internal sealed record OrderReceiptWire
{
    public long? OrderId { get; init; }

    public Container? OrderDetails { get; init; }

    [JsonIgnore]
    public long? GuestId => OrderDetails is null ? null : (OrderDetails.OrderContainers ?? []).Prepend(OrderDetails)
        .SelectMany(container => container.VirtualGuests ?? []).Select(guest => guest.Id).FirstOrDefault(id => id is > 0);

    internal sealed record Container
    {
        public IReadOnlyList<Guest>? VirtualGuests { get; init; }

        public IReadOnlyList<Container>? OrderContainers { get; init; }
    }

    internal sealed record Guest
    {
        public long? Id { get; init; }
    }
}
