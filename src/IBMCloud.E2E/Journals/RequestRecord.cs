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

    internal static RequestRecord Of(E2ERequest request) => new()
    {
        Image = request.Image.ToString(),
        Profile = request.Profile,
        Region = request.Region.Name,
        OsReferenceCode = request.OsReferenceCode,
    };

    /// <summary>A request that is enough for a tear-down, which reads the journal and no image.</summary>
    internal E2ERequest ToRequest(string name) => new()
    {
        Name = name,
        Image = ImageInput.File(Image),
        Profile = Profile,
        Region = Core.IbmRegion.Parse(Region),
        OsReferenceCode = OsReferenceCode,
        Server = new ServerRequest { Hostname = "server", Domain = "tear.down" },
    };

    // Another path to the same image is no other image: length and digests of its parts tell that.
    internal string? DifferenceTo(E2ERequest request) =>
        Profile != request.Profile ? $"profile {Profile}, now {request.Profile}"
        : Region != request.Region.Name ? $"region {Region}, now {request.Region}"
        : OsReferenceCode != request.OsReferenceCode ? $"operating system {OsReferenceCode}, now {request.OsReferenceCode}"
        : null;
}
