using System.Text.Json.Serialization;

namespace IBMCloud.DiskImages.Json;

/// <summary>An encrypted VHD's layout as it is stored. Blocks: a bit per 2 MiB block, least significant first, as base64.</summary>
internal sealed record EncryptedVhdLayoutJson(
    [property: JsonRequired] string Format,
    [property: JsonRequired] long SourceLength,
    [property: JsonRequired] Guid UniqueId,
    [property: JsonRequired] uint TimeStamp,
    [property: JsonRequired] string KeyFingerprint,
    [property: JsonRequired] byte[] Blocks)
{
    public const string FormatName = "ibm-encrypted-vhd/1";
}
