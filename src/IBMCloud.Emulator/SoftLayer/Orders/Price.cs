using System.Globalization;
using System.Text.Json.Nodes;

namespace IBMCloud.Emulator.SoftLayer.Orders;

/// <summary>What an item of a server costs. The amounts are made up; their forms are the service's: by the hour and by the month, numbers as text.</summary>
internal sealed record Price(long Id, string Category, string ItemKey, string Description, long Capacity, decimal Hourly, decimal Monthly)
{
    public JsonObject Show() => new()
    {
        ["id"] = Id,
        ["hourlyRecurringFee"] = Hourly.ToString(CultureInfo.InvariantCulture),
        ["recurringFee"] = Monthly.ToString(CultureInfo.InvariantCulture),
        ["setupFee"] = "0",
        ["laborFee"] = "0",
        ["oneTimeFee"] = "0",
        ["locationGroupId"] = null,
        ["item"] = new JsonObject { ["id"] = Id + 5000, ["keyName"] = ItemKey, ["description"] = Description, ["capacity"] = Capacity.ToString(CultureInfo.InvariantCulture) },
        ["categories"] = new JsonArray(new JsonObject { ["categoryCode"] = Category, ["name"] = Category }),
    };
}
