using System.Globalization;
using IBMCloud.Core;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>Where the plain image is.</summary>
public abstract record ImageInput
{
    private ImageInput()
    {
    }

    /// <summary>A file on this machine, raw, VHD or qcow2, told apart by content.</summary>
    /// <param name="path">The file.</param>
    public static ImageInput File(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new FileInput(Path.GetFullPath(path));
    }

    /// <summary>An object in a bucket, encrypted from there without a local copy.</summary>
    /// <param name="region">Region of the bucket.</param>
    /// <param name="bucket">Bucket.</param>
    /// <param name="key">Name of the object.</param>
    public static ImageInput BucketObject(IbmRegion region, string bucket, string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(bucket);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return new BucketInput(region, bucket, key);
    }

    /// <summary>
    /// An image template of the account, which is exported into the run's bucket and encrypted from there. The template stays as it is; the exported copy is plain, and the run's.
    /// </summary>
    /// <param name="templateId">Id of the template: one that is not encrypted.</param>
    public static ImageInput Template(long templateId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(templateId);
        return new TemplateInput(templateId);
    }

    /// <summary>
    /// A server of the account, whose boot disk is captured as an image template and exported into the run's bucket. The server is offline while it is captured, and stays; the
    /// template and the exported copy are plain, and the run's.
    /// </summary>
    /// <param name="serverId">Id of the virtual server: one whose disk is not encrypted.</param>
    public static ImageInput Server(long serverId)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(serverId);
        return new ServerInput(serverId);
    }

    /// <summary>Any source of the program that embeds the workflow. A run that is resumed needs the same one again.</summary>
    /// <param name="source">The image file's bytes, raw, VHD or qcow2. It stays the caller's and has to outlive the run.</param>
    /// <param name="name">What to call it in plans and journals.</param>
    public static ImageInput Source(ImageSource source, string name)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new SourceInput(source, name);
    }

    /// <summary>What it is, for plans, journals and messages.</summary>
    public abstract override string ToString();

    internal sealed record FileInput(string Path) : ImageInput
    {
        public override string ToString() => Path;
    }

    internal sealed record BucketInput(IbmRegion Region, string Bucket, string Key) : ImageInput
    {
        public override string ToString() => $"cos://{Region}/{Bucket}/{Key}";
    }

    /// <summary>What has to be exported from classic infrastructure before it can be read.</summary>
    internal abstract record ClassicInput : ImageInput;

    internal sealed record TemplateInput(long Id) : ClassicInput
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"image template {Id}");
    }

    internal sealed record ServerInput(long Id) : ClassicInput
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"server {Id}");
    }

    internal sealed record SourceInput(ImageSource Image, string Name) : ImageInput
    {
        public override string ToString() => Name;
    }
}
