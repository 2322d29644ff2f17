using System.Globalization;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>The order of rows: numbers by value, all else by its characters, nothing before something.</summary>
internal sealed class FilterOrder : IComparer<string?>
{
    public static FilterOrder Instance { get; } = new();

    public int Compare(string? x, string? y) =>
        decimal.TryParse(x, CultureInfo.InvariantCulture, out var left) && decimal.TryParse(y, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : string.CompareOrdinal(x, y);
}
