namespace IBMCloud.Luks;

/// <summary>Where things are in a LUKS2 header area (format document §2; offsets in bytes, big-endian integers).</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>offset, size</term><description>field of the binary header; the JSON area follows it</description></listheader>
/// <item><term>0, 6</term><description>magic: <c>LUKS</c> BA BE in the primary, <c>SKUL</c> BA BE in the secondary</description></item>
/// <item><term>6, 2</term><description>version 2</description></item>
/// <item><term>8, 8</term><description>size of this copy, binary header and JSON: 16 KiB to 4 MiB</description></item>
/// <item><term>16, 8</term><description>sequence id: the higher one is the newer copy</description></item>
/// <item><term>24, 48</term><description>label</description></item>
/// <item><term>72, 32</term><description>checksum algorithm</description></item>
/// <item><term>104, 64</term><description>salt, different in the copies</description></item>
/// <item><term>168, 40</term><description>UUID, text</description></item>
/// <item><term>208, 48</term><description>subsystem</description></item>
/// <item><term>256, 8</term><description>offset of this copy: 0, or the size</description></item>
/// <item><term>448, 64</term><description>checksum of the whole copy with these 64 bytes zeroed</description></item>
/// </list>
/// </remarks>
internal static class Luks2Layout
{
    public const int BinaryLength = 4096;
    public const int Version = 6;
    public const int HeaderSize = 8;
    public const int SequenceId = 16;
    public const int Label = 24;
    public const int TextLength = 48;
    public const int ChecksumAlgorithm = 72;
    public const int Salt = 104;
    public const int SaltLength = 64;
    public const int Uuid = 168;
    public const int Subsystem = 208;
    public const int HeaderOffset = 256;
    public const int Checksum = 448;
    public const int ChecksumLength = 64;

    public const int DefaultHeaderSize = 0x4000;
    public const int MaximumHeaderSize = 0x400000;
    public const long MaximumKeyslotsSize = 128L << 20;

    /// <summary>cryptsetup's default: 16 MiB for headers and keyslots.</summary>
    public const long DefaultPayloadOffset = 16L << 20;

    /// <summary>The sizes that a copy may have, which are also the places where a secondary may be.</summary>
    public static IEnumerable<int> HeaderSizes
    {
        get
        {
            for (var size = DefaultHeaderSize; size <= MaximumHeaderSize; size *= 2)
            {
                yield return size;
            }
        }
    }

    /// <summary>Bytes of one keyslot's area.</summary>
    public static long AreaLength(int keyLength) => ((long)keyLength * AntiForensicSplitter.Stripes + 4095) / 4096 * 4096;

    public static long MinimumPayloadOffset(int headerSize, int keyLength) => 2L * headerSize + AreaLength(keyLength);
}
