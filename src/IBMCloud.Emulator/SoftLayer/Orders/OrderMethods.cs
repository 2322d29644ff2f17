using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IBMCloud.Emulator.Hosting;
using IBMCloud.Emulator.SoftLayer.Accounts;
using IBMCloud.Emulator.SoftLayer.Rest;

namespace IBMCloud.Emulator.SoftLayer.Orders;

/// <summary>
/// Orders through containers (spec softlayer §3.2).
/// <code>
/// SoftLayer_Virtual_Guest/generateOrderTemplate [guest]   → container, without userData, subnets and NIC speed
/// SoftLayer_Product_Order/verifyOrder [container]         → container with prices; nothing is ordered
/// SoftLayer_Product_Order/placeOrder [container, saveAsQuoteFlag]   → receipt
/// </code>
/// </summary>
internal sealed class OrderMethods(EmulatedCloud cloud, SoftLayerState state)
{
    private const string Service = "SoftLayer_Product_Order";
    private readonly GuestOrderReader _reader = new(cloud, state);

    public void Map(MethodTable table)
    {
        table.Add("SoftLayer_Virtual_Guest", "generateOrderTemplate", call =>
        {
            RequireOrder(call);
            return SoftLayerValue.Of(Container(_reader.FromGuest(call.OnlyObject("a server")), withGuestDetails: false));
        });
        table.Add(Service, "verifyOrder", call =>
        {
            RequireOrder(call);
            return SoftLayerValue.Of(Container(_reader.FromContainer(call.Argument(0, "an order container")), withGuestDetails: true));
        });
        table.Add(Service, "placeOrder", Place);
    }

    /// <summary>Without these permissions the service finds nothing to order.</summary>
    public static void RequireOrder(MethodCall call) => call.Require(ClassicPermissions.ServerAdd, ClassicPermissions.PublicNetworkCompute);

    private SoftLayerValue Place(MethodCall call)
    {
        RequireOrder(call);
        if (call.Arguments.Count > 1 && call.Arguments[1].ValueKind == JsonValueKind.True)
        {
            throw SoftLayerErrors.InvalidValue("Quotes are not kept here. Send saveAsQuoteFlag false.");
        }

        var order = _reader.FromContainer(call.Argument(0, "an order container"));
        var guest = state.Guests.Create(order, call.Caller);
        var details = Container(order, withGuestDetails: true);
        details["virtualGuests"]![0]!["id"] = guest.Id;
        details["virtualGuests"]![0]!["globalIdentifier"] = guest.GlobalIdentifier;
        details["virtualGuests"]![0]!["fullyQualifiedDomainName"] = guest.FullName;
        details["orderContainers"] = new JsonArray(details.DeepClone());
        return SoftLayerValue.Of(new JsonObject
        {
            ["orderId"] = guest.OrderId,
            ["orderDate"] = guest.CreatedAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture),
            ["orderDetails"] = details,
            ["placedOrder"] = new JsonObject { ["id"] = guest.OrderId, ["status"] = "APPROVED", ["accountId"] = state.Users.AccountId },
        });
    }

    private static JsonObject Container(GuestOrder order, bool withGuestDetails)
    {
        var guest = new JsonObject
        {
            ["hostname"] = order.Hostname,
            ["domain"] = order.Domain,
            ["startCpus"] = order.Cpus,
            ["maxMemory"] = order.MemoryMiB,
        };
        if (order.PrivateOnly)
        {
            guest["privateNetworkOnlyFlag"] = true;
        }

        if (withGuestDetails && order.UserData is not null)
        {
            guest["userData"] = new JsonArray(new JsonObject { ["value"] = order.UserData });
        }

        if (order.Template is null)
        {
            guest["operatingSystemReferenceCode"] = order.OsCode;
        }

        var prices = (withGuestDetails ? order : order with { NetworkSpeed = 10 }).Prices;
        var container = new JsonObject
        {
            ["complexType"] = "SoftLayer_Container_Product_Order_Virtual_Guest",
            ["packageId"] = order.Flavor is null ? PriceCatalog.PackageId : PriceCatalog.FlavorPackageId,
            ["location"] = order.Datacenter.Id.ToString(CultureInfo.InvariantCulture),
            ["quantity"] = 1,
            ["useHourlyPricing"] = order.Hourly,
            ["currencyShortName"] = "USD",
            ["prices"] = new JsonArray([.. prices.Select(price => price.Show())]),
            ["postTaxRecurring"] = prices.Sum(price => order.Hourly ? price.Hourly : price.Monthly).ToString(CultureInfo.InvariantCulture),
            ["virtualGuests"] = new JsonArray(guest),
            ["sshKeys"] = new JsonArray(new JsonObject { ["sshKeyIds"] = new JsonArray([.. order.SshKeyIds.Select(id => JsonValue.Create(id))]) }),
        };
        if (order.Flavor is { } flavor)
        {
            container["presetId"] = flavor.PresetId;
        }

        if (order.Template is { } template)
        {
            container["imageTemplateId"] = template.Id;
            container["imageTemplateGlobalIdentifier"] = template.GlobalIdentifier;
        }

        return container;
    }
}
