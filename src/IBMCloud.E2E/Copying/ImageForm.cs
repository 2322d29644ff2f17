using IBMCloud.DiskImages;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.E2E;

/// <summary>
/// What a copied image becomes.
/// <list type="table">
/// <listheader><term>form</term><description>key · what it is for</description></listheader>
/// <item><term><see cref="Raw"/></term><description>none · the disk's plain bytes</description></item>
/// <item><term><see cref="Vhd"/></term><description>none · a plain dynamic VHD</description></item>
/// <item><term><see cref="EncryptedVhd"/></term><description>32 or 64 raw bytes · classic infrastructure's import since 2019</description></item>
/// <item><term><see cref="Luks"/></term><description>passphrase · cryptsetup, and the import of 2018</description></item>
/// <item><term><see cref="EncryptedQcow2"/></term><description>passphrase · VPC's import</description></item>
/// </list>
/// </summary>
public abstract class ImageForm
{
    private protected ImageForm(string name) => Name = name;

    /// <summary>Its name in journals and messages.</summary>
    public string Name { get; }

    /// <summary>The disk's bytes as they are, in the clear.</summary>
    public static ImageForm Raw { get; } = new RawForm();

    /// <summary>How the finished object is opened again, with the key that made it.</summary>
    internal abstract DiskImageOpenOptions Reading { get; }

    /// <summary>A plain dynamic VHD.</summary>
    /// <param name="options">Ids, time stamp, and whether the source is read once more beforehand to leave out zeros; the defaults where <see langword="null"/>.</param>
    public static ImageForm Vhd(VhdOptions? options = null) => new VhdForm(options ?? new VhdOptions());

    /// <summary>A VHD encrypted as classic infrastructure's import takes it.</summary>
    /// <param name="key">The data key's 32 or 64 raw bytes. It stays the caller's and has to outlive the copy.</param>
    /// <param name="options">Ids, time stamp, and whether the source is read once more beforehand to leave out zeros; the defaults where <see langword="null"/>.</param>
    public static ImageForm EncryptedVhd(SecretBytes key, EncryptedVhdOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new EncryptedVhdForm(key, options ?? new EncryptedVhdOptions());
    }

    /// <summary>A LUKS container.</summary>
    /// <param name="passphrase">The passphrase of its keyslot. It stays the caller's and has to outlive the copy.</param>
    /// <param name="options">Version and costs; the defaults where <see langword="null"/>.</param>
    /// <exception cref="ArgumentException">The options ask for a header of its own, which an object cannot hold.</exception>
    public static ImageForm Luks(SecretBytes passphrase, LuksFormatOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        options ??= new LuksFormatOptions();
        return options.DetachedHeader
            ? throw new ArgumentException("The object holds the container with its header. Leave DetachedHeader off.", nameof(options))
            : new LuksForm(passphrase, options);
    }

    /// <summary>A qcow2 file with LUKS inside, as VPC's import takes it.</summary>
    /// <param name="passphrase">The passphrase's exact bytes. It stays the caller's and has to outlive the copy.</param>
    /// <param name="options">Costs, and whether the source is read once more beforehand to leave out zeros; the defaults where <see langword="null"/>.</param>
    public static ImageForm EncryptedQcow2(SecretBytes passphrase, EncryptedQcow2Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        return new EncryptedQcow2Form(passphrase, options ?? new EncryptedQcow2Options());
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>Fixes what makes two copies of one disk differ: ids, time stamps, headers, which blocks there are. No secret.</summary>
    internal abstract Task<string> PrepareAsync(ImageSource disk, CancellationToken cancellationToken);

    /// <summary>The object's bytes: a pure function of disk, layout and key. The disk stays the caller's.</summary>
    internal abstract Task<ImageSource> OpenAsync(ImageSource disk, string layout, CancellationToken cancellationToken);
}
