using System.Security.Cryptography;
using IBMCloud.DiskImages.Luks;
using IBMCloud.DiskImages.Qcow2;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages;

/// <summary>
/// A disk as a qcow2 file with LUKS inside, as VPC's image import takes it, made while it is read: a pure function of source, layout and passphrase.
/// </summary>
/// <remarks>
/// <para>Data are AES-256-XTS encrypted in 512-byte sectors numbered by where they lie in the file; tables and absent clusters are in the clear.
/// The LUKS header is of version 1, the only one that QEMU knows.</para>
/// <para>The view uses the source, which stays the caller's and has to outlive it.</para>
/// </remarks>
public sealed class EncryptedQcow2Image : SectorImageSource
{
    // Where the payload of the LUKS header would begin, 32 clusters; the header's keyslots fill 2,052,096 bytes of them.
    internal const int LuksHeaderLength = 2 << 20;
    private readonly LuksImage _encrypted;
    private readonly Qcow2View _view;

    private EncryptedQcow2Image(Qcow2FileLayout layout, LuksImage encrypted)
    {
        Length = layout.Length;
        _encrypted = encrypted;
        _view = new Qcow2View(layout, encrypted, LuksHeaderLength);
    }

    /// <inheritdoc/>
    public override long Length { get; }

    /// <summary>Lays the file out: which clusters it holds, and a LUKS header with a fresh volume key that opens with the passphrase.</summary>
    /// <param name="source">The disk, plain. Its extents say which clusters are there.</param>
    /// <param name="passphrase">The passphrase's exact bytes: in VPC what the wrapped data encryption key wraps.</param>
    /// <param name="options">Costs and checks, or <see langword="null"/>.</param>
    /// <param name="cancellationToken">Ends the preparation early.</param>
    /// <exception cref="DiskImageException">The source is no disk, is encrypted already, or is larger than 64 TiB.</exception>
    /// <exception cref="ArgumentException">The passphrase is empty, or the count of iterations too small.</exception>
    public static async ValueTask<EncryptedQcow2Layout> PrepareAsync(
        ImageSource source, SecretBytes passphrase, EncryptedQcow2Options? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(passphrase);
        if (passphrase.Length == 0)
        {
            throw new ArgumentException("The passphrase is empty. Give the bytes that the wrapped data encryption key wraps.", nameof(passphrase));
        }

        options ??= new EncryptedQcow2Options();
        Qcow2FileLayout.CheckSource(source.Length);
        await DiskContent.CheckAsync(source, options.AllowEncryptedInput, cancellationToken).ConfigureAwait(false);
        var runs = await Qcow2ClusterRuns.OfAsync(source, Qcow2FileLayout.ClusterSize, options.ScanForZeroClusters, cancellationToken).ConfigureAwait(false);
        using var payload = new Qcow2HostPayload(source, new Qcow2FileLayout(source.Length, runs, LuksHeaderLength));
        var luks = new LuksFormatOptions
        {
            Version = LuksVersion.Luks1,
            PayloadOffset = LuksHeaderLength,
            Kdf = new LuksKdf.Pbkdf2(HashAlgorithmName.SHA256, options.Iterations),
            Uuid = options.Uuid,
        };
        return new EncryptedQcow2Layout(source.Length, runs, await LuksImage.PrepareAsync(payload, passphrase, luks, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Opens the view: the qcow2 file's bytes. It opens the layout's keyslot, so it takes as long as the iterations say.</summary>
    /// <param name="source">The very disk that the layout was prepared from.</param>
    /// <param name="layout">What <see cref="PrepareAsync"/> gave, on this machine or another one.</param>
    /// <param name="passphrase">The passphrase that the layout was prepared with. Needed while opening only.</param>
    /// <param name="cancellationToken">Ends the opening early.</param>
    /// <exception cref="DiskImageException">The source has another length than the layout says, or the passphrase is another one.</exception>
    public static async ValueTask<EncryptedQcow2Image> OpenAsync(
        ImageSource source, EncryptedQcow2Layout layout, SecretBytes passphrase, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(passphrase);
        if (source.Length != layout.SourceLength)
        {
            throw new DiskImageException(DiskImageError.LayoutMismatch,
                $"The layout was made for a disk of {layout.SourceLength:N0} bytes, this one has {source.Length:N0}. Pass the disk it was made for, or prepare a new layout.");
        }

        var file = layout.ToFileLayout();
        try
        {
            var encrypted = await LuksImage.OpenAsync(new Qcow2HostPayload(source, file), layout.Luks, passphrase, cancellationToken).ConfigureAwait(false);
            return new EncryptedQcow2Image(file, encrypted);
        }
        catch (LuksException e)
        {
            throw LuksDisk.Translate(e);
        }
    }

    private protected override void ReadSectors(long offset, Span<byte> destination) => _view.ReadSectors(offset, destination);

    private protected override ValueTask ReadSectorsAsync(long offset, Memory<byte> destination, CancellationToken cancellationToken) =>
        _view.ReadSectorsAsync(offset, destination, cancellationToken);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => _encrypted.Dispose();
}
