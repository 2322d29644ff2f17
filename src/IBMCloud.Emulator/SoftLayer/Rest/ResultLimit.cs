using System.Globalization;

namespace IBMCloud.Emulator.SoftLayer.Rest;

/// <summary>A part of a list: <c>offset,limit</c>, or <c>limit</c> alone. A limit of 0 means no limit: IBM's Python client sends it with an offset alone.</summary>
internal readonly record struct ResultLimit(int Offset, int Count)
{
    public static ResultLimit Parse(string? text)
    {
        var parts = (text ?? "").Split(',', StringSplitOptions.TrimEntries);
        return parts switch
        {
            [""] => new(0, 0),
            [var count] => new(0, Number(count)),
            [var offset, var count] => new(Number(offset), Number(count)),
            _ => throw Invalid(text),
        };

        int Number(string part) => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid(text);
    }

    public IReadOnlyList<SoftLayerObject> Apply(IReadOnlyList<SoftLayerObject> rows) =>
        [.. rows.Skip(Offset).Take(Count == 0 ? rows.Count : Count)];

    private static Hosting.ServiceError Invalid(string? text) => SoftLayerErrors.BadRequest($"The resultLimit '{text}' cannot be read. Send offset,limit such as 0,50.");
}
