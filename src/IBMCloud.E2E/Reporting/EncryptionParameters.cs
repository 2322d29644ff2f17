using System.Globalization;
using System.Text.Json;
using IBMCloud.DiskImages;
using IBMCloud.Luks;

namespace IBMCloud.E2E;

/// <summary>How an image was encrypted, from its layout.</summary>
internal static class EncryptionParameters
{
    /// <summary>The parameters, and the data key's fingerprint where the format has one.</summary>
    public static (IReadOnlyList<EvidenceParameter> Parameters, string? Fingerprint) Of(E2EProfile profile, JsonElement? layout, long? partSize)
    {
        var parameters = new List<EvidenceParameter>();
        string? fingerprint = null;
        if (layout is { } json)
        {
            try
            {
                fingerprint = profile == E2EProfile.ClassicVhd ? AddVhd(parameters, json) : AddLuks(parameters, json);
            }
            catch (Exception e) when (e is DiskImageException or LuksException)
            {
                parameters.Add(new("layout", $"cannot be read: {e.Message}"));
            }
        }

        if (partSize is { } size)
        {
            parameters.Add(new("upload part size", Bytes(size)));
        }

        return (parameters, fingerprint);
    }

    private static string AddVhd(List<EvidenceParameter> parameters, JsonElement json)
    {
        var layout = EncryptedVhdLayout.FromJson(json.GetRawText());
        parameters.Add(new("format", "dynamic VHD, encrypted by sector (AES-XTS, plain64)"));
        parameters.Add(new("VHD unique id", layout.UniqueId.ToString()));
        parameters.Add(new("disk in the VHD", Bytes(layout.DiskSize)));
        return layout.KeyFingerprint;
    }

    private static string? AddLuks(List<EvidenceParameter> parameters, JsonElement json)
    {
        var layout = LuksLayout.FromJson(json.GetRawText());
        parameters.Add(new("format", $"{layout.Version.ToString().ToUpperInvariant()} (aes-xts-plain64)"));
        parameters.Add(new("encryption sector", Bytes(layout.SectorSize)));
        parameters.Add(new("payload offset", Bytes(layout.PayloadOffset)));
        parameters.Add(new("SHA-256 of the header", layout.HeaderDigest));
        return null;
    }

    private static string Bytes(long count) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} bytes");
}
