using System.Text.Json;
using IBMCloud.DiskImages.Json;
using IBMCloud.DiskImages.Vhd;

namespace IBMCloud.DiskImages;

/// <summary>
/// What, together with the source and the key, fixes every byte of an encrypted VHD. It holds no secret: a journal may keep it, and another machine
/// may continue with it.
/// </summary>
public sealed class EncryptedVhdLayout
{
    private readonly VhdBlockMap _map;
    private readonly uint _seconds;

    internal EncryptedVhdLayout(long sourceLength, Guid uniqueId, uint seconds, byte[] keyHash, VhdBlockMap map)
    {
        SourceLength = sourceLength;
        UniqueId = uniqueId;
        _seconds = seconds;
        KeyHash = keyHash;
        _map = map;
        Length = ToFileLayout().Length;
    }

    /// <summary>Length in bytes of the disk that the layout was prepared from.</summary>
    public long SourceLength { get; }

    /// <summary>Length in bytes of the disk in the VHD: <see cref="SourceLength"/> rounded up to 2 MiB, the rest zeros.</summary>
    public long DiskSize => VhdLimits.RoundUp(SourceLength, VhdFileLayout.BlockSize);

    /// <summary>Length in bytes of the VHD file.</summary>
    public long Length { get; }

    /// <summary>The VHD's unique id.</summary>
    public Guid UniqueId { get; }

    /// <summary>The VHD's time stamp.</summary>
    public DateTimeOffset TimeStamp => VhdTime.FromSeconds(_seconds);

    /// <summary>SHA-256(32 zero bytes ‖ key), in hexadecimal: the fingerprint that <c>vhd-util key -p</c> prints.</summary>
    public string KeyFingerprint => Convert.ToHexStringLower(KeyHash);

    internal byte[] KeyHash { get; }

    /// <summary>The layout as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(
        new EncryptedVhdLayoutJson(EncryptedVhdLayoutJson.FormatName, SourceLength, UniqueId, _seconds, KeyFingerprint, _map.Bits), LayoutJsonContext.Default.EncryptedVhdLayoutJson);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <exception cref="DiskImageException">The text is no layout of an encrypted VHD, or contradicts itself.</exception>
    public static EncryptedVhdLayout FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var stored = LayoutJson.Read(json, LayoutJsonContext.Default.EncryptedVhdLayoutJson);
        if (stored.Format != EncryptedVhdLayoutJson.FormatName
            || stored.SourceLength is <= 0 or > VhdLimits.MaxDiskSize || stored.SourceLength % VhdLimits.SectorSize != 0
            || LayoutJson.FromHex(stored.KeyFingerprint, 32) is not { } keyHash
            || VhdBlockMap.TryCreate(stored.Blocks, stored.SourceLength) is not { } map)
        {
            throw LayoutJson.Invalid();
        }

        return new EncryptedVhdLayout(stored.SourceLength, stored.UniqueId, stored.TimeStamp, keyHash, map);
    }

    internal VhdFileLayout ToFileLayout() => new(VhdFooters.Dynamic(DiskSize, UniqueId, _seconds), _map, KeyHash);
}
