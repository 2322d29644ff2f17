using IBMCloud.DiskImages;
using IBMCloud.E2E.Tool.Keys;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.E2E.Tool.Images;

/// <summary>An image file of the command line, opened as the disk in it. Its format is told from its content.</summary>
internal sealed class InputImage : IAsyncDisposable
{
    private readonly IAsyncDisposable[] _owned;

    private InputImage(ImageSource disk, DiskImageFormat format, params IAsyncDisposable[] owned)
    {
        Disk = disk;
        Format = format;
        _owned = owned;
    }

    public ImageSource Disk { get; }

    public DiskImageFormat Format { get; }

    /// <summary>Opens a file's bytes as they are.</summary>
    public static FileImageSource OpenFile(string path)
    {
        if (Directory.Exists(path))
        {
            throw new ToolException(ExitCode.Failed, $"'{path}' is a folder. Give an image file.");
        }

        try
        {
            return FileImageSource.Open(path);
        }
        catch (NotSupportedException error)
        {
            throw new ToolException(ExitCode.Failed, $"'{path}' is a pipe, and an image is read at any offset. Give a file, or '-' with --size where a verb takes it.", error);
        }
    }

    /// <summary>Opens a plain image.</summary>
    /// <param name="path">The file.</param>
    /// <param name="allowEncrypted">Takes an encrypted image as if its bytes were the disk.</param>
    /// <param name="remedy">What to do where it is encrypted.</param>
    /// <param name="cancellationToken">Ends the opening early.</param>
    public static async ValueTask<InputImage> OpenPlainAsync(string path, bool allowEncrypted, string remedy, CancellationToken cancellationToken)
    {
        var file = OpenFile(path);
        try
        {
            var format = await DiskImage.DetectAsync(file, cancellationToken).ConfigureAwait(false);
            if (FormatName.IsEncrypted(format) && !allowEncrypted)
            {
                throw new ToolException(ExitCode.InvalidImage, $"'{path}' is encrypted already ({FormatName.Of(format)}). {remedy}");
            }

            format = FormatName.IsEncrypted(format) ? DiskImageFormat.Raw : format;
            return new InputImage(await DiskImage.OpenAsync(file, new DiskImageOpenOptions { Format = format }, cancellationToken).ConfigureAwait(false), format, file);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens an encrypted image with its key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="key">Its key or passphrase.</param>
    /// <param name="header">The file of a detached LUKS header, or null.</param>
    /// <param name="trustHeader">Spends whatever memory and time the LUKS header asks for.</param>
    /// <param name="cancellationToken">Ends the opening early.</param>
    public static async ValueTask<InputImage> OpenEncryptedAsync(string path, GivenKey key, string? header, bool trustHeader, CancellationToken cancellationToken)
    {
        var file = OpenFile(path);
        FileImageSource? headerFile = null;
        try
        {
            headerFile = header is null ? null : OpenFile(header);
            var format = header is null ? await DiskImage.DetectAsync(file, cancellationToken).ConfigureAwait(false) : DiskImageFormat.Raw;
            switch (format)
            {
                case DiskImageFormat.EncryptedVhd:
                    return new InputImage(await OpenAsync(key.VhdKey).ConfigureAwait(false), format, file);
                case DiskImageFormat.EncryptedQcow2:
                    return new InputImage(await OpenAsync(key.Qcow2Passphrase).ConfigureAwait(false), format, file);
                case DiskImageFormat.Raw or DiskImageFormat.Luks1 or DiskImageFormat.Luks2:
                    // What looks raw may have lost its primary header and still have the secondary one.
                    var container = await LuksContainer.OpenAsync(file, key.LuksPassphrase, OpenOptions(headerFile, trustHeader), cancellationToken).ConfigureAwait(false);
                    var luks = container.Version == LuksVersion.Luks1 ? DiskImageFormat.Luks1 : DiskImageFormat.Luks2;
                    return headerFile is null ? new InputImage(container, luks, container, file) : new InputImage(container, luks, container, headerFile, file);
                default:
                    throw new ToolException(ExitCode.InvalidImage, $"'{path}' is not encrypted ({FormatName.Of(format)}). Give the encrypted image.");
            }

            ValueTask<ImageSource> OpenAsync(SecretBytes secret) => DiskImage.OpenAsync(file, new DiskImageOpenOptions { Format = format, Key = secret }, cancellationToken);
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            headerFile?.Dispose();
            throw;
        }
    }

    private static LuksOpenOptions OpenOptions(ImageSource? header, bool trustHeader) => !trustHeader ? new() { Header = header } : new()
    {
        Header = header,
        MaxKdfMemoryKiB = int.MaxValue,
        MaxKdfWork = long.MaxValue,
        MaxPbkdf2Iterations = int.MaxValue,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var one in _owned)
        {
            await one.DisposeAsync().ConfigureAwait(false);
        }
    }
}
