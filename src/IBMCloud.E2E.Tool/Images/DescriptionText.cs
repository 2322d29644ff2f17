using System.Globalization;
using System.Text;
using IBMCloud.DiskImages;

namespace IBMCloud.E2E.Tool.Images;

/// <summary>What an image says about itself, as text.</summary>
internal static class DescriptionText
{
    // As wide as the names in a LUKS description, which follows.
    private const int NameWidth = 18;

    public static string Of(DiskImageDescription image)
    {
        var text = new StringBuilder();
        Line("Format", image.Format is { } format ? FormatName.Of(format) : "damaged");
        Line("File", $"{image.FileLength} bytes");
        Line("Disk", image.DiskSize is { } size ? $"{size} bytes" : null);
        Line("Encrypted", image.IsEncrypted ? "yes" : "no");
        Line("Problem", image.Problem?.Message);
        if (image.Vhd is { } vhd)
        {
            Line("Creator", $"{vhd.CreatorApplication.TrimEnd()} {vhd.CreatorVersion >> 16}.{vhd.CreatorVersion & 0xFFFF} {vhd.CreatorHost.TrimEnd()}".TrimEnd());
            Line("Time stamp", vhd.TimeStamp.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            Line("Unique id", vhd.UniqueId);
            Line("Current size", $"{vhd.CurrentSize} bytes");
            Line("Original size", $"{vhd.OriginalSize} bytes");
            Line("Geometry", $"{vhd.Cylinders} cylinders, {vhd.Heads} heads, {vhd.SectorsPerTrack} sectors");
            Line("Footer", vhd.FooterRecovered ? "damaged at the end of the file; another copy was taken" : "good");
            Line("Parent", vhd.ParentName);
            Line("Blocks", vhd.BlockSize is { } blockSize ? $"{vhd.AllocatedBlocks?.ToString(CultureInfo.InvariantCulture) ?? "?"} of {vhd.BlockCount}, {blockSize} bytes each" : null);
            Line("Key fingerprint", vhd.KeyFingerprint);
            Line("Key nonce", vhd.KeyNonce);
        }

        if (image.Qcow2 is { } qcow2)
        {
            Line("Version", qcow2.Version);
            Line("Cluster", $"{qcow2.ClusterSize} bytes");
            Line("Compression", qcow2.Compression);
            Line("Encryption", qcow2.Encryption);
            Line("Backing file", qcow2.HasBackingFile ? "yes" : null);
            Line("External data", qcow2.HasExternalData ? "yes" : null);
            Line("Marked", qcow2.IsCorrupt ? "corrupt" : qcow2.IsDirty ? "dirty" : null);
        }

        if (image.Luks is { } luks)
        {
            text.Append(image.Qcow2 is null ? "" : "\nLUKS header inside:\n").Append(luks);
        }

        return text.ToString().TrimEnd();

        void Line(string name, object? value)
        {
            if (value is not null and not "")
            {
                text.Append((name + ":").PadRight(NameWidth)).Append(CultureInfo.InvariantCulture, $"{value}\n");
            }
        }
    }
}
