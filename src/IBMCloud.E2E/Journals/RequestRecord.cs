using System.Globalization;

namespace IBMCloud.E2E;

/// <summary>What of a request the journal keeps, so that a resume with another one is noticed before it mixes two images.</summary>
public sealed record RequestRecord
{
    /// <summary>The image, as <see cref="ImageInput.ToString"/> says it.</summary>
    public required string Image { get; init; }

    /// <summary>Form of the encrypted image.</summary>
    public required E2EProfile Profile { get; init; }

    /// <summary>Region.</summary>
    public required string Region { get; init; }

    /// <summary>Operating system.</summary>
    public required string OsReferenceCode { get; init; }

    /// <summary>The template or server of classic infrastructure that the image is taken from, or <see langword="null"/>.</summary>
    public string? ClassicSource { get; init; }

    internal static RequestRecord Of(E2ERequest request) => new()
    {
        Image = request.Image.ToString(),
        Profile = request.Profile,
        Region = request.Region.Name,
        OsReferenceCode = request.OsReferenceCode,
        ClassicSource = ClassicSourceOf(request),
    };

    /// <summary>A request that is enough for a tear-down, which reads the journal and no image.</summary>
    internal E2ERequest ToRequest(string name) => new()
    {
        Name = name,
        Image = ImageOf(),
        Profile = Profile,
        Region = Core.IbmRegion.Parse(Region),
        OsReferenceCode = OsReferenceCode,
    };

    // Another path to the same image is no other image: length and digests of its parts tell that.
    internal string? DifferenceTo(E2ERequest request) =>
        Profile != request.Profile ? $"profile {Profile}, now {request.Profile}"
        : Region != request.Region.Name ? $"region {Region}, now {request.Region}"
        : ClassicSource != ClassicSourceOf(request) ? $"image {Image}, now {request.Image}"
        : OsReferenceCode != request.OsReferenceCode ? $"operating system {OsReferenceCode}, now {request.OsReferenceCode}"
        : null;

    private ImageInput ImageOf() =>
        ClassicSource is not { } source || !long.TryParse(source.AsSpan(source.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id == 0 ? ImageInput.File(Image)
        : ImageInput.Server(id).ToString() == source ? ImageInput.Server(id)
        : ImageInput.Template(id);

    private static string? ClassicSourceOf(E2ERequest request) => (request.Image as ImageInput.ClassicInput)?.ToString();
}
