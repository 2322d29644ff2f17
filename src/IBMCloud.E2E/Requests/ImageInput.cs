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

    internal sealed record SourceInput(ImageSource Image, string Name) : ImageInput
    {
        public override string ToString() => Name;
    }
}
