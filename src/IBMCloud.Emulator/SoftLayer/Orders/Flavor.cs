namespace IBMCloud.Emulator.SoftLayer.Orders;

/// <summary>A fixed size of server. Its disk kind is in its name: <c>B1_</c> on the storage network, <c>BL1_</c> on the host (spec softlayer §3.1).</summary>
internal sealed record Flavor(long PresetId, string KeyName, int Cpus, int MemoryGb)
{
    public static IReadOnlyList<Flavor> All { get; } =
    [
        new(401, "B1_1X2X25", 1, 2), new(403, "B1_2X4X25", 2, 4), new(405, "B1_4X8X100", 4, 8), new(407, "BL1_2X4X100", 2, 4), new(409, "C1_2X2X25", 2, 2),
    ];

    public bool LocalDisk => KeyName.StartsWith("BL", StringComparison.Ordinal);

    public static Flavor? ByKey(string? keyName) => All.FirstOrDefault(one => one.KeyName == keyName);

    public static Flavor? ByPreset(long? id) => All.FirstOrDefault(one => one.PresetId == id);
}
