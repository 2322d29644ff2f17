using IBMCloud.Core;

namespace IBMCloud.ObjectStorage;

/// <summary>A bucket's location constraint: location and storage class in one word, <c>us-south-smart</c>.</summary>
/// <param name="Location">A region (<c>us-south</c>), a geography (<c>us</c>) or a data centre (<c>ams03</c>).</param>
/// <param name="StorageClass">The class; <see cref="StorageClass.Unknown"/> where the word ends in none that is known.</param>
public sealed record BucketLocation(string Location, StorageClass StorageClass)
{
    private static readonly (string Suffix, StorageClass Class)[] Classes =
    [
        ("-standard", StorageClass.Standard), ("-smart", StorageClass.Smart), ("-vault", StorageClass.Vault), ("-cold", StorageClass.Cold),
        ("-flex", StorageClass.Flex), ("-onerate_active", StorageClass.OneRateActive),
    ];

    private static readonly string[] Regions =
        ["us-south", "us-east", "eu-gb", "eu-de", "eu-es", "au-syd", "jp-tok", "jp-osa", "ca-tor", "ca-mon", "br-sao", "in-che", "in-mum"];

    private static readonly string[] Geographies = ["us", "eu", "ap"];

    /// <summary>
    /// Whether the bucket is kept in three sites of one metropolitan area, as the import of encrypted images demands; <see langword="null"/> where the location is none
    /// that this version knows, since new regions come.
    /// </summary>
    public bool? IsRegional => Regions.Contains(Location) ? true : Geographies.Contains(Location) || IsDataCentre(Location) ? false : null;

    /// <summary>The location of a bucket in a region.</summary>
    /// <param name="region">The region.</param>
    /// <param name="storageClass">The class.</param>
    public static BucketLocation In(IbmRegion region, StorageClass storageClass) => new(region.Name, storageClass);

    /// <summary>Reads a location constraint, from the right: a known class, the rest is the location.</summary>
    /// <param name="text">The text, for example <c>eu-de-vault</c>.</param>
    public static BucketLocation Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (suffix, known) = Array.Find(Classes, one => text.EndsWith(one.Suffix, StringComparison.Ordinal));
        return suffix is null ? new(text, StorageClass.Unknown) : new(text[..^suffix.Length], known);
    }

    /// <summary>The location constraint as the service writes it.</summary>
    public override string ToString() => Location + Array.Find(Classes, one => one.Class == StorageClass).Suffix;

    private static bool IsDataCentre(string location) => location.Length == 5 && location[..3].All(char.IsAsciiLetterLower) && location[3..].All(char.IsAsciiDigit);
}
