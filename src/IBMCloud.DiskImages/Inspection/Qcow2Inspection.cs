using IBMCloud.DiskImages.Luks;
using IBMCloud.Luks;
using IBMCloud.Primitives;

namespace IBMCloud.DiskImages.Qcow2;

/// <summary>Describes a qcow2 file.</summary>
internal static class Qcow2Inspection
{
    public static async ValueTask<DiskImageDescription> DescribeAsync(ImageSource file, CancellationToken cancellationToken)
    {
        var start = await Qcow2Format.ReadStartAsync(file, cancellationToken).ConfigureAwait(false);
        var header = Qcow2Format.ReadHeader(start);
        var format = header.Crypt == Qcow2Header.CryptLuks ? DiskImageFormat.EncryptedQcow2 : DiskImageFormat.Qcow2;
        var problem = await DiskImageInspection.OpeningProblemAsync(file, format, cancellationToken).ConfigureAwait(false);
        LuksDescription? luks = null;
        if (problem is null && format == DiskImageFormat.EncryptedQcow2)
        {
            try
            {
                using var container = await Qcow2Luks.OpenHeaderAsync(file, header, start, cancellationToken).ConfigureAwait(false);
                luks = await LuksContainer.InspectAsync(container, cancellationToken).ConfigureAwait(false);
            }
            catch (LuksException failure)
            {
                problem = LuksDisk.Translate(failure);
            }
        }

        return new DiskImageDescription
        {
            Format = format,
            FileLength = file.Length,
            DiskSize = (long)Math.Min(header.VirtualSize, long.MaxValue),
            Qcow2 = Describe(header),
            Luks = luks,
            Problem = problem,
        };
    }

    private static Qcow2Description Describe(Qcow2Header header) => new()
    {
        Version = (int)header.Version,
        ClusterSize = header.ClusterBits is >= Qcow2HeaderRules.MinClusterBits and <= Qcow2HeaderRules.MaxClusterBits ? header.ClusterSize : 0,
        Compression = header.Compression switch { 0 => "deflate", 1 => "zstd", var other => $"{other}" },
        Encryption = header.Crypt switch { Qcow2Header.CryptNone => "none", Qcow2Header.CryptAes => "aes", Qcow2Header.CryptLuks => "luks", var other => $"{other}" },
        HasBackingFile = header.BackingFileOffset != 0,
        HasExternalData = (header.Incompatible & Qcow2Header.ExternalData) != 0,
        IsDirty = (header.Incompatible & Qcow2Header.Dirty) != 0,
        IsCorrupt = (header.Incompatible & Qcow2Header.Corrupt) != 0,
    };
}
