namespace IBMCloud.DiskImages.Partitions;

/// <summary>A range of a disk that its partition table names.</summary>
/// <param name="Number">Its number, as the guest's kernel gives it: from 1, logical partitions of an MBR from 5.</param>
/// <param name="Offset">First byte on the disk.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Type">MBR: the type byte as two hexadecimal digits. GPT: the type's GUID. Lower case.</param>
internal sealed record Partition(int Number, long Offset, long Length, string Type);
