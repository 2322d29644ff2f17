namespace IBMCloud.Emulator.SoftLayer.Import;

/// <summary>Where an object is, as import and export take it: <c>cos://REGION/BUCKET/OBJECT</c>; the object may have slashes.</summary>
internal sealed record ObjectAddress(string Region, string Bucket, string Object)
{
    private const string Scheme = "cos://";

    /// <summary>The documented text for any other protocol (spec softlayer §2.1).</summary>
    public const string WrongProtocol = "Template configuration uri specified an invalid network storage service resource protocol.";

    public static ObjectAddress Parse(string uri) =>
        !uri.StartsWith(Scheme, StringComparison.Ordinal) ? throw SoftLayerErrors.Public(WrongProtocol)
        : uri[Scheme.Length..].Split('/', 3) is [{ Length: > 0 } region, { Length: > 0 } bucket, { Length: > 0 } name] ? new(region, bucket, name)
        : throw SoftLayerErrors.Public($"{WrongProtocol} '{uri}' lacks a part: send cos://REGION/BUCKET/OBJECT.");

    /// <summary>The datacenter that takes images from the region.</summary>
    public Datacenter ImportDatacenter() => Datacenter.OfRegion(Region) ?? throw SoftLayerErrors.Public(
        $"Images cannot be imported from '{Region}'. Use a Regional bucket in {string.Join(", ", Datacenter.All.Select(one => one.ImportRegion).OfType<string>())}.");

    public override string ToString() => $"{Scheme}{Region}/{Bucket}/{Object}";
}
