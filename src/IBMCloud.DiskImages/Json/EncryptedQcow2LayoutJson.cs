using System.Text.Json.Serialization;

namespace IBMCloud.DiskImages.Json;

/// <summary>An encrypted qcow2 file's layout as it is stored. Clusters: start, count, start, count of the runs of 64 KiB clusters that are there.</summary>
internal sealed record EncryptedQcow2LayoutJson(
    [property: JsonRequired] string Format,
    [property: JsonRequired] long SourceLength,
    [property: JsonRequired] long[] Clusters,
    [property: JsonRequired] string Luks)
{
    public const string FormatName = "encrypted-qcow2/1";
}
