using System.Text.Json;
using IBMCloud.DiskImages.Json;
using IBMCloud.DiskImages.Qcow2;
using IBMCloud.Luks;

namespace IBMCloud.DiskImages;

/// <summary>
/// What, together with the source and the passphrase, fixes every byte of an encrypted qcow2 file: the clusters that are there, and the LUKS header.
/// It holds no secret without the passphrase: a journal may keep it, and another machine may continue with it.
/// </summary>
public sealed class EncryptedQcow2Layout
{
    private readonly Qcow2ClusterRuns _runs;

    internal EncryptedQcow2Layout(long sourceLength, Qcow2ClusterRuns runs, LuksLayout luks)
    {
        SourceLength = sourceLength;
        _runs = runs;
        Luks = luks;
        Length = ToFileLayout().Length;
    }

    /// <summary>Length in bytes of the disk that the layout was prepared from, and of the disk in the file.</summary>
    public long SourceLength { get; }

    /// <summary>Length in bytes of the qcow2 file.</summary>
    public long Length { get; }

    /// <summary>SHA-256 over the LUKS header, in hexadecimal.</summary>
    public string HeaderDigest => Luks.HeaderDigest;

    internal LuksLayout Luks { get; }

    /// <summary>The layout as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new EncryptedQcow2LayoutJson(EncryptedQcow2LayoutJson.FormatName, SourceLength, _runs.ToArray(), Luks.ToJson()), LayoutJsonContext.Default.EncryptedQcow2LayoutJson);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="DiskImageException">The text is no layout of an encrypted qcow2 file, or contradicts itself.</exception>
    public static EncryptedQcow2Layout FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var stored = LayoutJson.Read(json, LayoutJsonContext.Default.EncryptedQcow2LayoutJson);
        if (stored.Format != EncryptedQcow2LayoutJson.FormatName || stored.SourceLength is <= 0 or > Qcow2FileLayout.MaxVirtualSize || stored.SourceLength % 512 != 0
            || Qcow2ClusterRuns.TryCreate(stored.Clusters, Qcow2FileLayout.Clusters(stored.SourceLength)) is not { } runs)
        {
            throw LayoutJson.Invalid();
        }

        try
        {
            var layout = new EncryptedQcow2Layout(stored.SourceLength, runs, LuksLayout.FromJson(stored.Luks));
            return layout.Luks.SourceLength == layout.Length && layout.Luks.PayloadOffset == EncryptedQcow2Image.LuksHeaderLength && layout.Luks.Version == LuksVersion.Luks1
                ? layout
                : throw LayoutJson.Invalid();
        }
        catch (LuksException e)
        {
            throw LayoutJson.Invalid(e);
        }
    }

    internal Qcow2FileLayout ToFileLayout() => new(SourceLength, _runs, EncryptedQcow2Image.LuksHeaderLength);
}
