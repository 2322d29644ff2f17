using System.Text.Json.Serialization;

namespace IBMCloud.SoftLayer;

/// <summary>What the service says an order would cost (<c>SoftLayer_Product_Order/verifyOrder</c>); nothing is ordered by it.</summary>
public sealed record VerifiedOrder
{
    /// <summary>Whether the prices count by the hour.</summary>
    public bool? UseHourlyPricing { get; init; }

    /// <summary>Currency, for example <c>USD</c>.</summary>
    public string? CurrencyShortName { get; init; }

    /// <summary>The prices, item by item.</summary>
    public IReadOnlyList<OrderPrice>? Prices { get; init; }

    /// <summary>Sum of what recurs: each hour or each month.</summary>
    [JsonIgnore]
    public decimal RecurringFee => (Prices ?? []).Sum(price => (UseHourlyPricing == true ? price.HourlyRecurringFee : price.RecurringFee) ?? 0);
}

/// <summary>The price of one item of an order.</summary>
public sealed record OrderPrice
{
    /// <summary>Id of the price.</summary>
    public long Id { get; init; }

    /// <summary>By the hour.</summary>
    public decimal? HourlyRecurringFee { get; init; }

    /// <summary>By the month.</summary>
    public decimal? RecurringFee { get; init; }

    /// <summary>What is priced.</summary>
    public OrderItem? Item { get; init; }
}

/// <summary>An item of an order.</summary>
public sealed record OrderItem
{
    /// <summary>Words, for example <c>1 x 2.0 GHz or higher Core</c>.</summary>
    public string? Description { get; init; }
}
