using System.Globalization;

namespace IBMCloud.SoftLayer;

/// <summary>A part of a list. The order is unspecified unless the filter has an orderBy, so pages need one.</summary>
/// <param name="Offset">Rows to pass over.</param>
/// <param name="Count">Rows at most.</param>
public readonly record struct ResultLimit(int Offset, int Count)
{
    /// <summary>The wire form <c>offset,count</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Offset},{Count}");
}
