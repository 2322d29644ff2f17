using System.Text.Json.Serialization;

namespace IBMCloud.SoftLayer;

/// <summary>A server's disks, as a capture looks at them: device 0 is the boot disk, 1 swap, and what has a metadata flag belongs to the service.</summary>
internal sealed record CapturedGuest
{
    public IReadOnlyList<BlockDevice>? BlockDevices { get; init; }

    internal sealed record BlockDevice
    {
        public long Id { get; init; }

        public string? Device { get; init; }

        public string? MountType { get; init; }

        public BlockDeviceImage? DiskImage { get; init; }

        [JsonIgnore]
        public bool IsBootDisk => Device == "0" && MountType != "CD" && DiskImage is { MetadataFlag: not true, Type.KeyName: not "SWAP" };
    }

    internal sealed record BlockDeviceImage
    {
        public bool? MetadataFlag { get; init; }

        public NamedStatus? Type { get; init; }
    }
}
