using System.Diagnostics.CodeAnalysis;

namespace IBMCloud.Core;

/// <summary>A region of IBM Cloud, for example <c>us-south</c>. New regions need no new version of this package: any well-formed name parses.</summary>
public readonly record struct IbmRegion
{
    private readonly string? _name;

    private IbmRegion(string name) => _name = name;

    /// <summary>Dallas.</summary>
    public static IbmRegion UsSouth { get; } = new("us-south");

    /// <summary>Washington DC.</summary>
    public static IbmRegion UsEast { get; } = new("us-east");

    /// <summary>London.</summary>
    public static IbmRegion EuGb { get; } = new("eu-gb");

    /// <summary>Frankfurt.</summary>
    public static IbmRegion EuDe { get; } = new("eu-de");

    /// <summary>Madrid.</summary>
    public static IbmRegion EuEs { get; } = new("eu-es");

    /// <summary>Sydney.</summary>
    public static IbmRegion AuSyd { get; } = new("au-syd");

    /// <summary>Tokyo.</summary>
    public static IbmRegion JpTok { get; } = new("jp-tok");

    /// <summary>Osaka.</summary>
    public static IbmRegion JpOsa { get; } = new("jp-osa");

    /// <summary>Toronto.</summary>
    public static IbmRegion CaTor { get; } = new("ca-tor");

    /// <summary>Montreal.</summary>
    public static IbmRegion CaMon { get; } = new("ca-mon");

    /// <summary>São Paulo.</summary>
    public static IbmRegion BrSao { get; } = new("br-sao");

    /// <summary>The region's name as the services write it.</summary>
    /// <exception cref="InvalidOperationException">The value is <see langword="default"/>: no region was given.</exception>
    public string Name => _name ?? throw new InvalidOperationException("No region was given. Use IbmRegion.UsSouth or IbmRegion.Parse(\"us-south\").");

    /// <summary>Reads a region's name: lower-case letters, digits and hyphens.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="FormatException">The text is no region name.</exception>
    public static IbmRegion Parse(string name) => TryParse(name, out var region)
        ? region
        : throw new FormatException($"'{name}' is not a region name. It has the form of us-south.");

    /// <summary>Reads a region's name: lower-case letters, digits and hyphens.</summary>
    /// <param name="name">The name.</param>
    /// <param name="region">The region.</param>
    public static bool TryParse([NotNullWhen(true)] string? name, out IbmRegion region)
    {
        // The name becomes a part of host names: nothing that could change the host may pass.
        var valid = name is { Length: >= 2 and <= 32 } && char.IsAsciiLetterLower(name[0]) && name[^1] != '-'
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
        region = valid ? new IbmRegion(name!) : default;
        return valid;
    }

    /// <summary>The region's name.</summary>
    public override string ToString() => _name ?? "";
}
